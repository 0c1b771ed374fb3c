"""The grammar on the real documents beside the project."""

from pathlib import Path

import pytest

from assistant.domain.document import RelationKind
from evals.benchmarks import structure as bench

pytestmark = pytest.mark.data


def test_the_education_law_agrees_with_the_codification_in_every_unit(real_data: Path) -> None:
    _, law = bench.read(real_data / bench.LAW)
    ours = bench.of_grammar(law)
    theirs = bench.codified(real_data / "phapdien/phapdien-2025-02.zip", bench.LAW_NUMBER)
    assert list(ours) == [str(n) for n in range(1, 116)]
    assert {n: a.labels for n, a in ours.items()} == {n: a.labels for n, a in theirs.items()}
    told = bench.differences(ours, theirs)
    assert all(": words" in line for line in told)
    assert len(told) <= 3


@pytest.mark.parametrize(("name", "own"), [(bench.AMENDING[0], 3), (bench.AMENDING[1], 2)])
def test_amending_laws_keep_their_own_articles_only(real_data: Path, name: str, own: int) -> None:
    _, document = bench.read(real_data / name)
    assert [p.path.article for p in bench.articles(document)] == [str(n + 1) for n in range(own)]
    amended = {
        str(r.target.document) for r in document.relations if r.kind is RelationKind.AMENDS and r.target
    }
    assert len(amended) == 1


@pytest.mark.parametrize("name", bench.PDFS)
def test_pdfs_give_every_article_and_no_running_head(real_data: Path, name: str) -> None:
    _, document = bench.read(real_data / name)
    assert len(bench.articles(document)) == bench.counted(bench.pdf_lines(real_data / name))
    assert bench.running_heads(document) == []


def test_markdown_gives_every_article(real_data: Path) -> None:
    paths = sorted((real_data / "regulations-2026").glob("*.md"))
    counted = {p.name: bench.counted(p.read_text(encoding="utf-8").split("\n")) for p in paths}
    assert {p.name: len(bench.articles(bench.read(p)[1])) for p in paths} == counted
