"""Cases come out of the queue of feedback where it is kept."""

from contextlib import closing

from assistant.domain.answer import Audience
from assistant.library.feedback import Feedback, Said, State, Verdict
from assistant.settings import Settings
from evals.sets.formats.feedback import read_feedback


def test_what_an_official_called_right_is_read_from_the_queue(tmp_path):
    settings = Settings(home=tmp_path, _env_file=None)
    opened = Feedback.open(settings.answers_url, settings.feedback_kept_days, settings.feedback_per_day)
    with closing(opened) as queue:
        right = {"verdict": Verdict.RIGHT, "audience": Audience.OFFICIAL, "cited": ("1/2031/TT-X#dieu-3",)}
        queue.give(Said(question="Mỗi lớp nuôi mấy tổ ong?", **right))
        queue.give(Said(verdict=Verdict.WRONG))
    (case,) = read_feedback(settings)
    assert (case.question, case.gold, case.checked_by) == (
        "Mỗi lớp nuôi mấy tổ ong?",
        (("1/2031/TT-X#dieu-3",),),
        None,
    )
    assert read_feedback(settings, state=State.DONE) == []
