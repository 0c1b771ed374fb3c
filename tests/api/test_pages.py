import io

import pytest
from PIL import Image

from api import pictures
from assistant.domain.path import ProvisionPath

PAGE = "/v1/pages/05/2024/TT-BGDDTT/1.png"
CLAUSE = {"path": "05/2024/TT-BGDĐTT#dieu-5.khoan-2", "width": 400}


def image(response):
    assert response.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def is_marked(picture, x, y):
    red, green, blue = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    return red > 200 and green > 200 and blue < red - 40


def test_the_cited_lines_and_no_others_are_marked(client, with_pdf):
    picture = image(client.get(PAGE, params=CLAUSE))
    assert picture.width == 400
    assert is_marked(picture, 0.5, 0.22)
    assert not is_marked(picture, 0.5, 0.12)
    assert not is_marked(picture, 0.5, 0.5)


def test_offsets_narrow_the_mark_to_a_quotation(client, with_pdf):
    part = {"path": "05/2024/TT-BGDĐTT#dieu-5", "start": 40, "end": 45, "width": 400}
    text = with_pdf.show(ProvisionPath.parse(part["path"])).provision.units[0]
    assert text.start <= 40 < 45 <= text.end
    picture = image(client.get(PAGE, params=part))
    assert is_marked(picture, 0.5, 0.12)
    assert not is_marked(picture, 0.5, 0.22)


def test_a_page_without_an_address_is_drawn_without_marks(client, with_pdf):
    picture = image(client.get(PAGE.replace("1.png", "2.png"), params={"width": 300}))
    assert not is_marked(picture, 0.5, 0.22)


def test_the_marks_of_another_document_are_not_drawn(client, with_pdf):
    other = {"path": "06/2024/TT-BGDĐTT#dieu-5.khoan-2", "width": 400}
    assert not is_marked(image(client.get(PAGE, params=other)), 0.5, 0.22)


def test_an_unchanged_picture_is_not_sent_again(client, with_pdf):
    tag = client.get(PAGE, params=CLAUSE).headers["etag"]
    again = client.get(PAGE, params=CLAUSE, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_is_drawn_once(client, with_pdf, monkeypatch):
    drawn = []
    real = pictures.draw
    monkeypatch.setattr(pictures, "draw", lambda picture: drawn.append(1) or real(picture))
    for _ in range(3):
        client.get(PAGE, params=CLAUSE)
    assert len(drawn) == 1


def test_a_document_that_is_no_pdf_has_no_picture(client):
    response = client.get(PAGE)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "no_picture"


@pytest.mark.parametrize("page", ["3", "99999"])
def test_a_page_beyond_the_last_is_not_found(client, with_pdf, page):
    assert client.get(PAGE.replace("1.png", f"{page}.png")).json()["error"]["code"] == "no_picture"


def test_a_damaged_or_missing_file_is_a_missing_picture(client, with_pdf):
    with_pdf.pdf.write_bytes(b"%PDF-1.4 broken")
    assert client.get(PAGE).json()["error"]["code"] == "no_picture"
    with_pdf.pdf.unlink()
    assert client.get(PAGE, params={"width": 500}).json()["error"]["code"] == "no_picture"


@pytest.mark.parametrize("params", [{"width": 199}, {"width": 2001}, {"start": -1}])
def test_sizes_are_limited(client, with_pdf, params):
    assert client.get(PAGE, params=params).status_code == 422


@pytest.mark.parametrize("size", [(0.0, 0.0), (14_400, 14_400), (1, 200_000), (595, 842)])
def test_a_page_of_any_size_stays_below_the_limit_of_pixels(size):
    scale = pictures._scale(size, 2_000)
    assert scale > 0
    assert max(size[0], 1) * max(size[1], 1) * scale**2 <= 8_000_001
