"""``hocvu doctor`` asks a configured model once, and says what came of it."""

import pytest

from tests.model_server import Empty, ModelServer, Object, Reply, Silence, Status, Text, Without

GOOD = Object({"question": "Sinh viên được nghỉ học tạm thời khi nào?"})


def checked(hocvu, **env: str) -> dict[str, dict[str, str]]:
    done = hocvu("doctor", "--json", **env)
    return {c["name"]: c for c in done.json["checks"] if c["name"].startswith("Mô hình ngôn ngữ")}


def test_without_a_model_nothing_is_asked(hocvu) -> None:
    assert checked(hocvu)["Mô hình ngôn ngữ"]["state"] == "ok"


def test_each_configured_model_is_asked_and_its_way_of_json_told(hocvu) -> None:
    reply = Without(GOOD, frozenset({"response_format"}), "response_format is not supported")
    with ModelServer(reply) as server:
        names = {"HOCVU_MODEL": "lon", "HOCVU_MODEL_SMALL": "nho", "HOCVU_MODEL_JUDGE": "quan-toa"}
        found = checked(hocvu, HOCVU_MODEL_BASE_URL=server.url, **names)
        assert [name.split()[-1] for name in found] == ["lon", "nho", "quan-toa"]
        assert all(check["state"] == "ok" and "“tool”" in check["detail"] for check in found.values())
        assert {request.json["model"] for request in server.requests} == {"lon", "nho", "quan-toa"}


@pytest.mark.parametrize(
    ("reply", "mend"),
    [
        (Status(401), "HOCVU_MODEL_API_KEY"), (Status(500), "nhật ký"), (Empty(), "HOCVU_MODEL_OUTPUT=text"),
        (Silence(), "HOCVU_MODEL_TIMEOUT_S"), (Text('{"question": '), "HOCVU_MODEL_OUTPUT=text"),
    ],
)  # fmt: skip
def test_a_model_that_fails_is_a_warning_with_how_to_mend_it(hocvu, reply: Reply, mend: str) -> None:
    with ModelServer(reply) as server:
        limits = {"HOCVU_MODEL_TIMEOUT_S": "0.4", "HOCVU_MODEL_RETRIES": "0"}
        env = {"HOCVU_MODEL": "mau", "HOCVU_MODEL_BASE_URL": server.url, "HOCVU_MODEL_API_KEY": "bi-mat"}
        check = checked(hocvu, **env, **limits)["Mô hình ngôn ngữ mau"]
    assert check["state"] == "warning"
    assert mend in check["mend"]
    assert "trích nguyên văn" in check["detail"]
    assert "bi-mat" not in str(check)


def test_settings_that_do_not_fit_are_bad(hocvu) -> None:
    done = hocvu("doctor", HOCVU_MODEL="mau", HOCVU_MODEL_DAILY_BUDGET="5")
    assert done.code == 1
    assert "HOCVU_MODEL_PRICE_IN" in done.out
