import inspect
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import saying_en, wording, wording_en
from assistant.answering.evidence import Evidence, Gatherer
from assistant.answering.extractive import extract
from assistant.answering.saying_en import address, around, name_of, place, shown, validity_of
from assistant.answering.standing import standing_of
from assistant.assistant import Assistant
from assistant.domain.answer import Citation
from assistant.domain.document import Access, DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.retrieval import Retriever
from assistant.settings import Settings

DAY = date(2025, 6, 1)
_QUOTED = re.compile(r"“[^”]*”|\([^()]*\)")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ]|[\u1ea0-\u1ef9]")


def _functions(module: object) -> dict[str, inspect.Signature]:
    made = inspect.getmembers(module, inspect.isfunction)
    own = (one for one in made if not one[0].startswith("_") and one[1].__module__ == module.__name__)
    return {name: inspect.signature(function) for name, function in own}


def test_every_sentence_has_its_counterpart_with_the_same_inputs() -> None:
    english, vietnamese = _functions(wording_en), _functions(wording)
    shared = {"quoted", "short"}  # these have no words of their own
    assert set(english) == set(vietnamese) - shared
    assert all(english[name].parameters.keys() == vietnamese[name].parameters.keys() for name in english)


def test_every_constant_has_its_counterpart_and_no_vietnamese_word() -> None:
    names = [name for name in vars(wording) if name.isupper() and isinstance(getattr(wording, name), str)]
    told = [getattr(wording_en, name) for name in names]
    assert len(told) >= 7
    assert not any(_VIETNAMESE.search(text) for text in told)


@pytest.fixture(scope="module")
def door(sample_home: Path) -> Iterator[Assistant]:
    with Assistant.open(Settings(home=sample_home, _env_file=None)) as assistant:
        yield assistant


def _evidence(home: Path, question: str, day: date) -> tuple[Evidence, ...]:
    settings = Settings(home=home, _env_file=None)
    with ExitStack() as opened:
        library = opened.enter_context(closing(Library.open(settings.sqlalchemy_url)))
        retriever = opened.enter_context(closing(Retriever.open(settings, library)))
        result = retriever.search(question, k=10, access=Access.PUBLIC, day=day)
        return extract(question, result, Gatherer(library, result.edition, Access.PUBLIC, day)).evidence


def _english(text: str) -> bool:
    """Whether nothing outside quotation marks, titles and numbers of documents is Vietnamese."""
    return not _VIETNAMESE.search(re.sub(r"\S*/\S*", "", _QUOTED.sub("", text)))


@pytest.mark.parametrize(
    ("question", "day", "introduced", "stands"),
    [
        (
            "Hồ sơ chuyển trường trung học cơ sở gồm những giấy tờ gì?",
            DAY,
            "According to Clause 2, Article 6 of Circular No. 21/2023/TT-BGDM",
            "in force (since 5 July 2023)",
        ),
        (
            "Khi nào sinh viên bị buộc thôi học?",
            DAY,
            "Article 9 of the attached Regulation of Decision No. 215/QĐ-ĐHSM",
            "in force",
        ),
        (
            "Thí sinh mang điện thoại vào phòng thi tốt nghiệp bị xử lý thế nào?",
            DAY,
            "Article 5 of Circular No. 30/2026/TT-BGDM",
            "not yet in force; in force from 1 January 2028",
        ),
    ],
)
def test_the_frame_of_a_quotation(sample_home, question, day, introduced, stands) -> None:
    found = _evidence(sample_home, question, day)[0]
    intro = wording_en.introduce(found.stored, found.citations[-1])
    line = wording_en.validity(found.stored, found.standing, day)
    assert introduced in intro
    assert stands in line
    assert line.endswith(wording_en.SAMPLE)
    assert _english(intro)
    assert _english(line)


def test_an_amended_provision_tells_what_made_its_words(sample_home: Path) -> None:
    found = _evidence(sample_home, "Chủ nhiệm lớp tiểu học được giảm mấy tiết?", DAY)
    told = " ".join(line for one in found for line in around(one.standing))
    assert "amended by Clause 1, Article 1 of Circular No. 03/2025/TT-BGDM" in told


def test_a_rule_that_has_ended_tells_what_ended_it(door: Assistant) -> None:
    stored = door.show("07/2018/TT-BGDM#dieu-3", DAY)
    standing = standing_of(stored, DAY)
    assert "replaced by" in wording_en.ended(stored, standing) or standing.status is not Status.EXPIRED
    assert "no longer in force since 1 September 2024" in wording_en.earlier_rule(stored, standing)
    assert _english(wording_en.earlier_rule(stored, standing))


def test_documents_without_the_force_of_law_are_told_as_such(door: Assistant) -> None:
    head = door.document(DocumentNumber("1184/BGDM-GDTrH")).head
    stored = door.outline(head.number)[-1]
    line = wording_en.validity(stored, standing_of(stored, DAY), DAY)
    assert (
        "Official Letter No. 1184/BGDM-GDTrH, issued on 20 August 2026, is an administrative document" in line
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("12/2024/TT-BGDM#dieu-8a.khoan-1.diem-b", "Point b, Clause 1, Article 8a"),
        ("215/QĐ-ĐHSM#quy-che/dieu-9", "Article 9 of the attached Regulation"),
        ("21/2023/TT-BGDM#phu-luc-i", "Annex I"),
        ("64/BC-BGDM#doan-6", "Paragraph 6"),
        ("12/2024/TT-BGDM", ""),
    ],
)
def test_an_address_in_english(path: str, words: str) -> None:
    assert address(ProvisionPath.parse(path)) == words


def test_every_kind_of_document_and_unit_has_an_english_name() -> None:
    assert set(saying_en._KINDS) == set(DocumentKind)
    assert set(saying_en._UNITS) == set(UnitKind)
    assert set(saying_en.STATUS) == set(Status)
    assert name_of(DocumentNumber("45/2021/NĐ-CPM")).startswith(("Decree", "Document"))


def _citation(status: Status, **more: object) -> Citation:
    told = {
        "document_title": "",
        "article": "5",
        "label": "Điều 5",
        "heading": "",
        "quote": "x",
        "start": 0,
        "end": 1,
    }
    return Citation(path="12/2024/TT-BGDM#dieu-5", document="12/2024/TT-BGDM", status=status, **told, **more)


def test_a_citation_tells_its_validity_from_its_own_dates() -> None:
    since = date(2024, 9, 1)
    assert validity_of(_citation(Status.IN_FORCE, in_force_from=since)) == "in force since 1 September 2024"
    assert (
        validity_of(_citation(Status.EXPIRED, expires_on=since))
        == "no longer in force since 1 September 2024"
    )
    assert validity_of(_citation(Status.UNKNOWN)) == "of unknown force"
    assert wording_en.stands("X", _citation(Status.IN_FORCE, sample=True)).endswith(wording_en.SAMPLE)
    assert place(_citation(Status.IN_FORCE)) == "Article 5 of Circular No. 12/2024/TT-BGDM"


def test_an_unknown_day_is_said_to_be_unknown() -> None:
    assert (shown(date(2024, 9, 1)), shown(None)) == ("1 September 2024", "an unknown day")
