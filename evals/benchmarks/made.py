"""Made-up regulations for benchmarks that must not depend on real data."""

import random
from pathlib import Path

_ACTS = (
    "đăng ký", "xét duyệt", "báo cáo", "kiểm tra", "tổ chức", "công nhận", "đánh giá", "lưu trữ", "bàn giao",
)  # fmt: skip
_THINGS = (
    "vườn ong của trường", "phòng đọc sách", "xe đạp dùng chung", "sân tập bơi", "đài thiên văn nhỏ",
    "bếp ăn bán trú", "đàn cá cảnh", "nhà kính trồng rau", "tủ thuốc y tế", "đội kèn học sinh",
    "xưởng mộc thực hành", "trạm đo mưa",
)  # fmt: skip
_WHO = ("hiệu trưởng", "giáo viên chủ nhiệm", "tổ trưởng chuyên môn", "cán bộ thư viện", "đại diện học sinh")


def number(index: int) -> str:
    """The made number of the document ``index``."""
    return f"{index}/2031/TT-BGDM"


def regulation(index: int, articles: int = 8) -> str:
    """A circular that no ministry issued; the same words for the same ``index``."""
    draw = random.Random(index)  # noqa: S311  made text, no secret
    thing = _THINGS[index % len(_THINGS)]
    head = f"BỘ GIÁO DỤC MẪU\n\nSố: {number(index)}\n\nTHÔNG TƯ\n\nQuy định về {thing} theo mẫu {index}\n"
    return "\n".join((head, *(_article(n, index, thing, draw) for n in range(1, articles + 1))))


def _article(article: int, index: int, thing: str, draw: random.Random) -> str:
    act, who, days = draw.choice(_ACTS), draw.choice(_WHO), draw.randint(2, 60)
    return (
        f"Điều {article}. {act.capitalize()} {thing} lần {article}\n\n"
        f"1. {who.capitalize()} {act} {thing} theo mẫu {index} trong {days} ngày kể từ ngày khai giảng.\n\n"
        f"2. Hồ sơ {act} gồm {draw.randint(2, 9)} bản và được giữ {draw.randint(1, 20)} năm.\n"
    )


def write(folder: Path, indexes: range, articles: int = 8) -> list[Path]:
    """Write made regulations into ``folder``; return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for index in indexes:
        path = folder / f"thong-tu-{index:04}.txt"
        path.write_text(regulation(index, articles), encoding="utf-8")
        paths.append(path)
    return paths


def questions(indexes: range, count: int) -> list[str]:
    """Questions whose words stand in some of the made regulations."""
    step = max(1, len(indexes) // count)
    return [f"hồ sơ {_ACTS[i % len(_ACTS)]} {_THINGS[i % len(_THINGS)]} mẫu {i}" for i in indexes[::step]][
        :count
    ]
