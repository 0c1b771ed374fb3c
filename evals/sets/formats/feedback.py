"""Cases of the service's queue of feedback (``evals.feedback_cases``), read where it is kept."""

from contextlib import closing

from assistant.domain.document import Access
from assistant.library.feedback import Feedback, State
from assistant.settings import Settings
from evals.cases import Case
from evals.feedback_cases import cases_of


def read_feedback(
    settings: Settings, *, state: State | None = None, access: Access = Access.PUBLIC
) -> list[Case]:
    """The cases that the queue's rows make, the oldest first. What ``hocvu feedback export`` wrote is
    a file of cases already (``evals.cases.read_cases``).
    """
    opened = Feedback.open(settings.answers_url, settings.feedback_kept_days, settings.feedback_per_day)
    with closing(opened) as queue:
        return cases_of(queue.entries(state=state, access=access))
