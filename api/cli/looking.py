"""The assistant as one kind of asker sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.assistant import Assistant
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.library.happenings import Happening
from assistant.lives import Comparison, Life, StillValid


@dataclass(frozen=True)
class Looking:
    """Looks validity up, with the asker's access in every call."""

    assistant: Assistant
    access: Access

    def timeline(self, path: ProvisionPath) -> Life:
        """The life of a provision or document."""
        return self.assistant.timeline(path, access=self.access)

    def compare(self, path: ProvisionPath, first: date, second: date) -> Comparison:
        """A provision on two days."""
        return self.assistant.compare(path, first, second, access=self.access)

    def changes(self, since: date, until: date | None, text: str) -> Sequence[Happening]:
        """What happened from a day to a last day."""
        return self.assistant.changes(since, until, text=text, access=self.access)

    def still_valid(self, answer_id: str) -> StillValid:
        """Whether an answer still holds."""
        return self.assistant.still_valid(answer_id, access=self.access)
