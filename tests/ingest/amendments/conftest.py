"""An amending document and the document that it changes, from a few lines of invented text."""

from collections.abc import Callable

import pytest

from assistant.domain.document import Document, Provision
from ingest.amendments import Reading, read_instructions
from ingest.reading import Line, ReadDocument
from ingest.structure import parse

HEAD = """BỘ VƯỜN
Số: 9/2030/TT-VUON
THÔNG TƯ
Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON quy định về vườn trường
Căn cứ Luật Vườn cây;
"""
FORCE = """Điều 2. Hiệu lực thi hành
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2030."""
BASE = """BỘ VƯỜN
Số: 5/2020/TT-VUON
THÔNG TƯ
Quy định về vườn trường
Căn cứ Luật Vườn cây;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Thông tư này nói về vườn rau, vườn hoa của trường.
Điều 2. Người làm vườn
1. Người làm vườn tưới cây, nhổ cỏ mỗi ngày.
2. Người làm vườn gồm:
a) Tổ trưởng tổ cây xanh;
b) Tổ viên tổ cây xanh;
c) Học sinh trực nhật.
3. Tổ trưởng tổ cây xanh, đội trưởng đội tưới nước báo cáo mỗi tuần.
Mục 1
CÂY TRỒNG
Điều 3. Các loại cây
1. Cây rau, cây hoa, cây thuốc.
2. Cây do phụ huynh tặng.
Điều 4. Thu hoạch
Rau thu hoạch vào sáng thứ bảy.
Chương II
CHĂM SÓC
Điều 5. Tưới nước
1. Tưới hai lần mỗi ngày.
2. Ngày mưa không tưới.
Điều 6. Hiệu lực
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2021."""


def document(text: str) -> Document:
    """Parse lines of text."""
    lines = tuple(Line(line.strip()) for line in text.strip().split("\n") if line.strip())
    return parse(ReadDocument(lines, meta={}), name="tep.txt")


@pytest.fixture
def orders() -> Callable[..., Reading]:
    """What is read of the orders of an amending circular."""

    def _orders(text: str, *, head: str = HEAD, force: str = FORCE) -> Reading:
        closing = force.replace("Điều 2.", "Điều 3.") if "\nĐiều 2." in text else force
        return read_instructions(document(f"{head}\n{text}\n{closing}"))

    return _orders


@pytest.fixture
def base() -> tuple[Provision, ...]:
    """The provisions of the circular on the school garden."""
    return document(BASE).provisions
