"""Templates, and the words and links that they and the modules of the page share."""

from dataclasses import asdict
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.web import wording
from api.web.labels import BY_LANGUAGE, labels_of
from api.web.statements import layout
from assistant import __version__
from assistant.domain.answer import WRITTEN, Outcome
from assistant.domain.validity import Status
from assistant.library.happenings import Happened

_VIETNAM = timezone(timedelta(hours=7))
_HERE = Path(__file__).parent
STATIC = _HERE / "static"

OUTCOME_TONES = {
    Outcome.ANSWERED: "good",
    Outcome.PARTLY: "good",
    Outcome.WORDING_UNKNOWN: "warn",
    Outcome.NOT_IN_FORCE: "warn",
    Outcome.AMBIGUOUS: "warn",
    Outcome.NEEDS_PERSON: "warn",
    Outcome.UNAVAILABLE: "bad",
    Outcome.REFUSED: "bad",
}

_SIGNS = {">": "quote", "- ": "list"}

STATUS_TONES = {
    Status.IN_FORCE: "good",
    Status.PARTLY_EXPIRED: "warn",
    Status.NOT_YET: "warn",
    Status.SUSPENDED: "warn",
    Status.EXPIRED: "bad",
}


HAPPENED_TONES = {
    Happened.BEGAN: "good",
    Happened.ENDED: "bad",
    Happened.SUSPENDED: "warn",
    Happened.DOUBTFUL: "warn",
}


def words() -> dict[str, object]:
    """The words that the page's modules need, so that they are written once."""
    return {
        "labels": {name: asdict(labels) for name, labels in BY_LANGUAGE.items()},
        "written": sorted(part.value for part in WRITTEN),
        "outcomeTones": {key.value: tone for key, tone in OUTCOME_TONES.items()},
        "statusTones": {key.value: tone for key, tone in STATUS_TONES.items()},
    }


def vietnamese_date(day: date | datetime | None) -> str:
    """``14/02/2025``; of a moment its day in Viet Nam; nothing for an unknown day."""
    if isinstance(day, datetime):
        day = day.astimezone(_VIETNAM)
    return f"{day:%d/%m/%Y}" if day else ""


def paragraphs(text: str) -> list[tuple[str, list[str]]]:
    """The little Markdown of an answer: ``("quote" | "list" | "text", lines)``, lines as plain text."""
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        kind = next((kind for sign, kind in _SIGNS.items() if line.startswith(sign)), "text")
        words = line[1:].strip() if kind != "text" else line.strip()
        if not words:
            continue
        if found and found[-1][0] == kind and kind != "text":
            found[-1][1].append(words)
        else:
            found.append((kind, [words]))
    return found


def sentence(text: str) -> str:
    """The text with a capital letter in front; the rest as it is."""
    return text[:1].upper() + text[1:]


def anchor(path: object) -> str:
    """The part of an address after its number: the id of the unit on the document's page."""
    return str(path).partition("#")[2]


def document_href(path: object, day: date | None = None) -> str:
    """The link to a document, or to a unit on its page, without a host; in the words of a day."""
    number, _, unit = str(path).partition("#")
    on = f"?as_of={day}" if day else ""
    return f"/van-ban/{quote(number)}{on}" + (f"#{quote(unit)}" if unit else "")


def life_href(path: object, day: date | None = None) -> str:
    """The link to the life of what stands at ``path``, with the words of a day."""
    on = f"&as_of={day}" if day else ""
    return f"/dien-bien?path={quote(str(path))}{on}"


def compare_href(path: object, first: date, second: date) -> str:
    """The link to the comparison of two days."""
    return f"/so-sanh?path={quote(str(path))}&from={first}&to={second}"


def outside_href(url: str | None) -> str:
    """A source's link where it is one that a browser may follow, else nothing."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def page(request: Request, name: str, status: int = 200, **values: object) -> Response:
    """A page made of a template."""
    made: Response = request.app.state.pages.TemplateResponse(request, name, values, status_code=status)
    return made


def _base(request: Request) -> dict[str, str]:
    """Where the application is mounted behind a proxy; the Host header is not believed."""
    return {"base": str(request.scope.get("root_path", "")).rstrip("/")}


def templates() -> Jinja2Templates:
    """Templates that escape everything and fail by name where a value is missing."""
    env = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "paragraphs": paragraphs,
        "sentence": sentence,
        "ngay": vietnamese_date,
        "anchor": anchor,
        "href": document_href,
        "life": life_href,
        "outside": outside_href,
        "layout": layout,
        "made": wording.made,
    }
    env.globals |= {
        "version": __version__,
        "labels_of": labels_of,
        "outcome_tones": OUTCOME_TONES,
        "status_tones": STATUS_TONES,
        "happened_tones": HAPPENED_TONES,
        "words": words(),
    }
    return Jinja2Templates(env=env, context_processors=[_base])
