"""Files made to hurt, each through the guarded process: it ends, with a reason, within its limits."""

import random
import zlib

import pytest

from assistant.errors import UnreadableFile
from assistant.settings import Settings
from ingest.readers import ReaderPool, read_guarded


@pytest.fixture
def limited(tmp_path):
    return Settings(home=tmp_path / "home", ocr=False, file_timeout_s=30, file_memory_bytes=600_000_000)


def pdf(*objects, trailer=b"<< /Root 1 0 R >>"):
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n" + trailer + b"\n%%EOF\n"


def one_page(content, extra=b""):
    stream = b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), extra, content)
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream,
    )


NASTY = {
    "a stream that swells": one_page(
        zlib.compress(zlib.compress(b"q " * 50_000_000)), b"/Filter [/FlateDecode /FlateDecode]"
    ),
    "arrays in arrays": pdf(b"<< /Type /Catalog /Pages " + b"[" * 100_000 + b"]" * 100_000 + b" >>"),
    "a page tree without end": pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 2000000000 >>",
    ),
    "a page that is its own content": pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 1e9 1e9] /Contents 3 0 R /Resources 3 0 R >>",
    ),
    "noise": b"%PDF-1.7\n" + random.Random(7).randbytes(200_000),
    "only a header": b"%PDF-1.7\n",
}


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_pdf_fails_with_a_reason(tmp_path, limited, name):
    path = tmp_path / "nasty.pdf"
    path.write_bytes(NASTY[name])
    with pytest.raises(UnreadableFile) as caught:
        read_guarded(path, limited)
    assert "nasty.pdf" in caught.value.message


def test_nasty_files_of_every_kind_leave_the_good_ones_alone(tmp_path, limited):
    files = {
        "deep.html": b"<div>" * 15_000 + b"x",
        "entities.html": b"&lt;" * 500_000,
        "stars.md": b"*" * 20_000 + b"a" + b"_" * 20_000,
        "brackets.md": b"[" * 20_000 + b"chu",
        "quotes.md": b"> " * 5_000 + b"chu",
        "nul.txt": b"\0" * 100_000,
        "line.txt": b"dai " * 1_000_000,
        "good.txt": "Điều 1. Nội dung".encode(),
    }
    with ReaderPool(limited, 2) as pool:
        futures = {}
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            futures[name] = pool.submit(tmp_path / name)
        for name, future in futures.items():
            error = future.exception()
            assert error is None or isinstance(error, UnreadableFile), name
    assert futures["good.txt"].result().lines[0].text == "Điều 1. Nội dung"


def test_a_thousand_small_files_need_few_processes(tmp_path, limited, monkeypatch):
    from ingest.readers import guard

    started = []
    real = guard._start
    monkeypatch.setattr(guard, "_start", lambda options: started.append(1) or real(options))
    paths = []
    for number in range(450):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"Văn bản thứ {number}")
    with ReaderPool(limited, 1) as pool:
        read = [pool.submit(path) for path in paths]
        assert [future.result().text for future in read] == [f"Văn bản thứ {n}" for n in range(450)]
    assert len(started) == 3
