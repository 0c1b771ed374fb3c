"""Every error that a person may see, as one tree.

HocVuError                what went wrong, what to do next, a code and an HTTP status
├── BadRequest            the asker's input (400)
│   ├── QuestionTooLong   (413)
│   └── EmptyQuestion
├── NotFound              no such document or provision (404)
├── TooMuchFeedback       the queue takes no more rows today (429)
├── EmptyLibrary          nothing has been read yet (503)
├── LibraryUnusable       its database cannot be worked with (503)
├── LibraryBusy           another process is writing (409)
├── IndexMismatch         library and indexes do not belong together (503)
├── StorageFull           no space on the disk (507)
├── MissingTool           a program or package is not installed (501)
└── UnreadableFile        a file that cannot become a document (422)
"""


class HocVuError(Exception):
    """Base error: ``message`` and ``hint`` are Vietnamese sentences for the user."""

    code = "error"
    status = 500

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadRequest(HocVuError):
    """The input cannot be worked on."""

    code, status = "bad_request", 400


class EmptyQuestion(BadRequest):
    """The question has no words in it."""

    code = "empty_question"


class QuestionTooLong(BadRequest):
    """The question is longer than the limit."""

    code, status = "question_too_long", 413


class NotFound(HocVuError):
    """Nothing stands at that number or address."""

    code, status = "not_found", 404


class TooMuchFeedback(HocVuError):
    """The queue of feedback takes no more rows today."""

    code, status = "too_much_feedback", 429


class EmptyLibrary(HocVuError):
    """No edition has been published."""

    code, status = "empty_library", 503


class LibraryBusy(HocVuError):
    """Another process is writing to the library."""

    code, status = "library_busy", 409


class IndexMismatch(HocVuError):
    """The indexes were not made from this library, or by another embedding model."""

    code, status = "index_mismatch", 503


class StorageFull(HocVuError):
    """The disk is full; the last edition goes on serving."""

    code, status = "storage_full", 507


class MissingTool(HocVuError):
    """A program that this work needs is not installed."""

    code, status = "missing_tool", 501


class UnreadableFile(HocVuError):
    """A file cannot become a document; ``message`` says why in a clerk's words."""

    code, status = "unreadable_file", 422


class LibraryUnusable(HocVuError):
    """The library's database cannot be reached, is damaged, or is newer than this software."""

    code, status = "library_unusable", 503
