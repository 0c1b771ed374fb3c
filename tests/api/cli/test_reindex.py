"""``hocvu reindex`` from one model to another."""


def test_moving_to_another_model_says_what_is_kept_and_how_to_drop_it(hocvu, tmp_path, tiny_models):
    path = tmp_path / "ong.txt"
    path.write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong trong vườn trường.")
    assert hocvu("ingest", str(path)).code == 0
    other = {"HOCVU_EMBEDDER": f"sentence-transformers:{tiny_models.embedder()}"}
    refused = hocvu("ask", "nuôi ong", **other)
    assert (refused.code, "hocvu reindex" in refused.err) == (1, True)
    moved = hocvu("reindex", **other)
    assert moved.code == 0
    assert "static@" in moved.out
    assert "hocvu reindex --drop-others" in moved.out
    for environment in ({}, other):  # with the old model and with the new one
        assert "5/2031/TT-BGDM" in hocvu("search", "nuôi ong", **environment).out
    assert "--drop-others" in hocvu("doctor", **other).out
    dropped = hocvu("reindex", "--drop-others", "--json", **other).json
    assert (dropped["published"], dropped["kept"], len(dropped["dropped"])) == (False, [], 1)
    assert "Đã lập lại" in hocvu("reindex", "--drop-others", **other).out
    assert hocvu("search", "nuôi ong").code == 1
    assert hocvu("doctor", **other).code == 0


def test_doctor_tries_the_reranker(hocvu, tmp_path, tiny_models):
    good = hocvu("doctor", "--json", HOCVU_RERANKER=f"cross-encoder:{tiny_models.cross_encoder()}").json
    bad = hocvu("doctor", "--json", HOCVU_RERANKER=f"cross-encoder:{tmp_path / 'none'}").json
    told = [{check["name"]: check for check in done["checks"]}["Mô hình xếp lại"] for done in (good, bad)]
    assert [check["state"] for check in told] == ["ok", "warning"]
    assert "HOCVU_RERANKER" in told[1]["mend"]
