"""What the command line must not do: import what it need not, talk to anyone."""

import pytest

_IMPORTS = (
    "import sys\nfrom api.cli.main import quiet_telemetry, run\nquiet_telemetry()\n"
    "code = run(sys.argv[1:])\n"
    "heavy = {'torch', 'transformers', 'sentence_transformers'}\n"
    "print('NẶNG', sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    "sys.exit(code)\n"
)

_SILENT = (
    "import sys\ncalls = []\n"
    "def hook(event, args):\n"
    "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto', 'socket.gethostbyname'):\n"
    "        calls.append((event, str(args[1] if event == 'socket.connect' else args[0])))\n"
    "sys.addaudithook(hook)\n"
    + _IMPORTS.replace("sys.exit(code)", "print('GỌI', calls, file=sys.stderr)\nsys.exit(code)")
)


@pytest.mark.parametrize(
    "args",
    [("search", "nuôi ong"), ("ask", "nuôi ong cần gì"), ("show", "31/2031/TT-BGDM"), ("list",), ("doctor",)],
)
def test_no_command_that_reads_imports_torch(filled, args):
    done = filled.python(_IMPORTS, *args)
    assert done.code == 0, done.err
    assert "NẶNG []" in done.err


def test_reading_files_imports_no_torch(hocvu, tmp_path):
    (tmp_path / "a.txt").write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong.")
    done = hocvu.python(_IMPORTS, "ingest", str(tmp_path / "a.txt"))
    assert done.code == 0, done.out + done.err
    assert "NẶNG []" in done.err


def test_help_imports_nothing_heavy(hocvu):
    code = _IMPORTS.replace(
        "'torch', ", "'torch', 'sqlalchemy', 'chromadb', 'tantivy', 'pydantic_settings', 'numpy', "
    )
    assert "NẶNG []" in hocvu.python(code, "--help").err


def test_ingest_search_and_ask_talk_to_nobody(hocvu, tmp_path):
    (tmp_path / "a.txt").write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong.")
    for args in (
        ("ingest", str(tmp_path / "a.txt")),
        ("search", "nuôi ong"),
        ("ask", "nuôi ong ở đâu"),
        ("reindex",),
    ):
        done = hocvu.python(_SILENT, *args)
        assert done.code == 0, done.out + done.err
        assert "GỌI []" in done.err
