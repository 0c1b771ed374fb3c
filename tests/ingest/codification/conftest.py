"""Topics in the codification's form, with words and numbers of our own."""

import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

LINK = "http://luat.example.vn/toanvan.aspx?ItemID="


def article(
    code: str,
    note: str | None,
    text: str = "<p>Nội dung mẫu.</p>",
    *,
    anchor: str = "1000",
    item: str = "11#Dieu_1",
    guides: str = "",
) -> str:
    """One article of the code; ``code`` is label and heading."""
    source = f"<p class='pGhiChu'><a href='{LINK}{item}' target='_blank'>{note}</a></p>" if note else ""
    told = f"<p class='pChiDan'>(Điều này có nội dung liên quan đến {guides})</p>" if guides else ""
    return f"<p class='pDieu'><a name='{anchor}'></a>{code}</p>{source}<p class='pNoiDung'>{text}</p>{told}"


def chapter(number: str, title: str) -> str:
    """A chapter of the code."""
    return f"<p class='pChuong'><a name='9'></a>{number}</p><p class='pChuong'>{title}</p>"


def topic(number: str, name: str, *parts: str) -> str:
    """A topic file."""
    return (
        "\ufeff<link href='../lib/css/style.css' rel='stylesheet' />\n<h3>\n    Đề mục "
        f"{number}\n    <br />\n    {name}\n</h3>\n<div class='_content'>{''.join(parts)}</div>"
    )


def write_zip(path: Path, **topics: str) -> Path:
    """A package: one file a topic."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, html in topics.items():
            archive.writestr(f"{name}.html", html)
    return path


@pytest.fixture(scope="session")
def threads() -> Iterator[Executor]:
    """Workers without the start of a process."""
    with ThreadPoolExecutor(2) as pool:
        yield pool
