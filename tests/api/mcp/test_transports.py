import json
import subprocess
import sys

import pytest

from api.mcp.transports import security_of
from assistant.errors import BadRequest
from assistant.settings import Settings


def settings(hosts: str = "") -> Settings:
    return Settings(allowed_hosts=hosts, _env_file=None)


def test_on_this_machine_only_its_own_names_are_answered_to():
    security = security_of("127.0.0.1", settings())
    assert security.enable_dns_rebinding_protection
    assert "localhost:*" in security.allowed_hosts
    assert "http://127.0.0.1:*" in security.allowed_origins
    assert all("127.0.0.1" in h or "localhost" in h or "[::1]" in h for h in security.allowed_hosts)


def test_names_in_the_settings_are_answered_to_as_well():
    security = security_of("0.0.0.0", settings("hocvu.truong.edu.vn"))
    assert "hocvu.truong.edu.vn" in security.allowed_hosts
    assert "https://hocvu.truong.edu.vn" in security.allowed_origins


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_listening_everywhere_without_a_name_is_refused(host):
    with pytest.raises(BadRequest) as caught:
        security_of(host, settings())
    assert "HOCVU_ALLOWED_HOSTS" in caught.value.hint


def test_the_address_it_listens_at_is_a_name():
    assert "[fd00::1]:*" in security_of("fd00::1", settings()).allowed_hosts


_CALLS = (
    {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {
        "name": "tim_quy_dinh", "arguments": {"question": "hồ sơ chuyển trường"}}},
)  # fmt: skip


def spoken(by_pipe, home, calls=_CALLS, code: str = "") -> tuple[list[str], str]:
    """What the process writes to its two outputs for some lines."""
    parameters = by_pipe(home)
    command = [sys.executable, "-c", code + parameters.args[1], *parameters.args[2:]]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=parameters.env, cwd=parameters.cwd,
    ) as process:  # fmt: skip
        lines = []
        for call in calls:
            process.stdin.write(json.dumps(call) + "\n")
            process.stdin.flush()
            if "id" in call:
                lines.append(process.stdout.readline())
        rest, err = process.communicate(timeout=120)
    return [*lines, *rest.splitlines()], err


def test_nothing_but_the_protocol_comes_out_of_standard_output(by_pipe, living_home):
    noisy = (
        "import api.door\nopen_it = api.door.open_assistant\n"
        "def loud(settings):\n    print('TIẾNG ỒN')\n    return open_it(settings)\n"
        "api.door.DoorKeeper.__init__.__defaults__ = (loud, *api.door.DoorKeeper.__init__.__defaults__[1:])\n"
    )
    lines, err = spoken(by_pipe, living_home, code=noisy)
    answers = [json.loads(line) for line in lines]
    assert [answer["id"] for answer in answers] == [0, 1]
    assert answers[1]["result"]["structuredContent"]["results"]
    assert "TIẾNG ỒN" in err


def test_a_library_that_is_not_there_is_told_when_it_is_needed(by_pipe, tmp_path):
    home = tmp_path / "trống"
    home.mkdir()
    lines, _ = spoken(by_pipe, home)
    result = json.loads(lines[1])["result"]
    assert result["isError"]
    assert "hocvu ingest" in result["content"][0]["text"]


def test_the_command_talks_to_nobody(by_pipe, living_home):
    hook = (
        "import sys, atexit\ncalls = []\n"
        "def hook(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname'):\n"
        "        calls.append(event)\n"
        "sys.addaudithook(hook)\natexit.register(lambda: print('GỌI', calls, file=sys.stderr))\n"
    )
    _, err = spoken(by_pipe, living_home, code=hook)
    assert "GỌI []" in err


def test_other_commands_import_nothing_of_it(by_pipe, living_home):
    code = (
        "import sys\nfrom api.cli.main import run\nrun(['--help'])\n"
        "sys.exit(bool({'mcp', 'openai', 'fastapi'} & set(sys.modules)))"
    )
    environment = by_pipe(living_home).env
    assert subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True).returncode == 0
