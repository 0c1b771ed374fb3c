"""An article or annex made of its printed words: label, heading, text."""

from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.amendments.blocks import without_label
from ingest.reading import Line
from ingest.structure import parse_article_text
from ingest.structure.labels import mark
from ingest.structure.passage import passage
from ingest.structure.titles import article_title


def titled(
    path: ProvisionPath,
    text: str,
    *,
    like: Provision | None = None,
    parent: ProvisionPath | None = None,
) -> Provision:
    """The provision that ``text`` prints. What it does not print it takes from ``like``."""
    last = path.segments[-1]
    if last.kind is UnitKind.ANNEX:
        return _annex(path, text, parent)
    lines = [Line(line.strip()) for line in text.split("\n") if line.strip()]
    found = mark(lines[0], 0) if lines else None
    if found is None or found.kind is not UnitKind.ARTICLE or found.label != last.label:
        heading = like.heading if like else ""
        body = without_label(text, last).strip()
    else:
        heading, pieces = article_title(found, lines, len(lines))
        body, _ = passage(pieces)
    label = like.label if like else f"Điều {last.label}"
    units = parse_article_text(path, body)
    return Provision(path, UnitKind.ARTICLE, label, heading, body, parent, units)


def _annex(path: ProvisionPath, text: str, parent: ProvisionPath | None) -> Provision:
    head, _, body = text.partition("\n\n")
    label, _, heading = head.partition("\n")
    return Provision(path, UnitKind.ANNEX, label, " ".join(heading.split()), body, parent)
