"""The day a question asks about, and the words for a day that ask about none."""

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.domain.words import fold, nfc
from assistant.retrieval.days import AskedDay, DayKind, asked_day, asked_days, without_days

TODAY = date(2026, 3, 10)

# A question; its kind, first and last day ("" where open), and the day to answer as of.
ASKED = [
    # a date
    ("Ngày 15/3/2021 học phí lớp 6 là bao nhiêu?", "on 2021-03-15 2021-03-15 2021-03-15"),
    ("Giáo viên đi học vào 15-3-2021 được hưởng gì?", "on 2021-03-15 2021-03-15 2021-03-15"),
    ("Ngày 14 tháng 02 năm 2025 có được dạy thêm không?", "on 2025-02-14 2025-02-14 2025-02-14"),
    ("15.3.2021 còn phải nộp hộ khẩu không?", "on 2021-03-15 2021-03-15 2021-03-15"),
    ("Hồ sơ nộp hôm 15 / 3 / 2021 thì theo quy chế nào?", "on 2021-03-15 2021-03-15 2021-03-15"),
    ("Chuyển trường ngày 1/7/20 cần giấy gì?", "on 2020-07-01 2020-07-01 2020-07-01"),
    ("Chuyển trường ngày 1/7/98 cần giấy gì?", "on 1998-07-01 1998-07-01 1998-07-01"),
    ("Ngày mùng 5 tháng 9 năm 2022 ai được miễn học phí?", "on 2022-09-05 2022-09-05 2022-09-05"),
    ("Tính đến ngày 30/6/2023 chuẩn giáo viên là gì?", "on 2023-06-30 2023-06-30 2023-06-30"),
    ("Xin nghỉ ngày 1/7 năm 2020 thì sao?", "on 2020-07-01 2020-07-01 2020-07-01"),
    ("Đến 2021-03-15 thì quy chế nào?", "on 2021-03-15 2021-03-15 2021-03-15"),
    ("Hôm qua trường thu quỹ lớp có đúng không?", "on 2026-03-09 2026-03-09 2026-03-09"),
    ("Ngày mai nộp hồ sơ thì cần gì?", "on 2026-03-11 2026-03-11 2026-03-11"),
    # before
    ("Trước ngày 01/7/2020 giáo viên mầm non cần bằng gì?", "before - 2020-06-30 2020-06-30"),
    ("truoc 01/7/2020 giao vien mam non can bang gi", "before - 2020-06-30 2020-06-30"),
    ("Trước năm 2015 ai ký học bạ?", "before - 2014-12-31 2014-12-31"),
    ("Trước 2015 ai ký học bạ?", "before - 2014-12-31 2014-12-31"),
    ("Trước tháng 9/2021 xếp loại học lực thế nào?", "before - 2021-08-31 2021-08-31"),
    ("Trước năm học 2021-2022 xếp loại học lực thế nào?", "before - 2021-08-31 2021-08-31"),
    ("Từ ngày 1/7/2020 trở về trước chuẩn là gì?", "before - 2020-07-01 2020-07-01"),
    ("Từ năm 2019 về trước chuẩn là gì?", "before - 2019-12-31 2019-12-31"),
    # since
    ("Từ ngày 14/02/2025 dạy thêm phải đăng ký ở đâu?", "since 2025-02-14 - 2025-02-14"),
    ("Kể từ 14/02/2025 trở đi, dạy thêm ở đâu?", "since 2025-02-14 - 2025-02-14"),
    ("Sau ngày 14/02/2025 dạy thêm ở đâu?", "since 2025-02-15 - 2025-02-15"),
    ("Từ ngày 14/02/2025 đến nay có gì đổi về dạy thêm?", "since 2025-02-14 - 2025-02-14"),
    ("Từ năm 2022 đến hiện nay lớp 10 học môn gì?", "since 2022-01-01 - 2022-01-01"),
    ("Năm 2022 đến nay lớp 10 học môn gì?", "since 2022-01-01 - 2022-01-01"),
    ("Từ tháng 7/2020 chuẩn của giáo viên là gì?", "since 2020-07-01 - 2020-07-01"),
    ("Áp dụng từ 7/2020 phải không?", "since 2020-07-01 - 2020-07-01"),
    ("Sau năm 2020 còn biên chế suốt đời không?", "since 2021-01-01 - 2021-01-01"),
    ("Từ 2023 lớp 11 học sách nào?", "since 2023-01-01 - 2023-01-01"),
    ("Từ năm học 2020-2021 lớp 1 học sách nào?", "since 2020-09-01 - 2020-09-01"),
    ("Bắt đầu từ năm học tới có miễn học phí không?", "since 2026-09-01 - 2026-09-01"),
    ("Từ hôm nay có phải nộp không?", "since 2026-03-10 - 2026-03-10"),
    # from one day to another
    ("Từ ngày 1/1/2020 đến ngày 31/12/2020 áp dụng gì?", "within 2020-01-01 2020-12-31 2020-12-31"),
    ("Từ 01/01/2021 đến trước 01/7/2021 áp dụng gì?", "within 2021-01-01 2021-06-30 2021-06-30"),
    ("Từ năm 2019 đến 2021 áp dụng gì?", "within 2019-01-01 2021-12-31 2021-12-31"),
    ("Từ 2019 đến năm 2021 áp dụng gì?", "within 2019-01-01 2021-12-31 2021-12-31"),
    ("Các năm 2019-2021 áp dụng gì?", "within 2019-01-01 2021-12-31 2021-12-31"),
    ("Trong khoảng thời gian từ 1/7/2020 đến hết 5/9/2020?", "within 2020-07-01 2020-09-05 2020-09-05"),
    ("Từ ngày 1/7 đến ngày 30/8/2021 nghỉ hè ra sao?", "within 2021-07-01 2021-08-30 2021-08-30"),
    ("Từ 15 đến 20/3/2021 nghỉ có phép không?", "within 2021-03-15 2021-03-20 2021-03-20"),
    ("Từ ngày 20/12 đến ngày 5/1/2021 nghỉ có phép không?", "within 2020-12-20 2021-01-05 2021-01-05"),
    ("Từ tháng 1 đến tháng 5 năm 2021 nghỉ ra sao?", "within 2021-01-01 2021-05-31 2021-05-31"),
    ("Từ 1/1/2026 đến 31/12/2026 học phí bao nhiêu?", "within 2026-01-01 2026-12-31 2026-03-10"),
    # school years and terms
    ("Học phí năm học 2019-2020 là bao nhiêu?", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("Học phí năm học 2019 - 2020?", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("Học phí năm học 2019–2020?", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("Học phí năm học 2019/2020?", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("Học phí NH 2019-2020?", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("Học phí năm học 2019-20?", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("Học phí năm học 2019?", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("Học phí các năm học 2019-2022?", "within 2019-09-01 2022-05-31 2022-05-31"),
    ("Xếp loại học kỳ I năm học 2020-2021 thế nào?", "within 2020-09-01 2021-01-15 2020-09-01"),
    ("Xếp loại HK2 năm học 2020-2021 thế nào?", "within 2021-01-16 2021-05-31 2021-01-16"),
    ("Đầu năm học 2020-2021 được thu gì?", "within 2020-09-01 2020-11-30 2020-09-01"),
    ("Cuối năm học 2020-2021 được thu gì?", "within 2021-03-01 2021-05-31 2021-03-01"),
    ("Năm học 2025-2026 được thu gì?", "within 2025-09-01 2026-05-31 2026-03-10"),
    ("Năm học 2026-2027 được thu gì?", "within 2026-09-01 2027-05-31 2026-09-01"),
    ("Năm học này được thu gì?", "within 2025-09-01 2026-05-31 2026-03-10"),
    ("Năm học trước được thu gì?", "within 2024-09-01 2025-05-31 2024-09-01"),
    ("Học kỳ II năm học này thi gì?", "within 2026-01-16 2026-05-31 2026-03-10"),
    # years and their parts
    ("Kỳ thi tốt nghiệp THPT năm 2025 thi mấy môn?", "within 2025-01-01 2025-12-31 2025-12-31"),
    ("Tuyển sinh năm 2025 có xét học bạ không?", "within 2025-01-01 2025-12-31 2025-12-31"),
    ("Thi năm 2024 có mang máy tính được không?", "within 2024-01-01 2024-12-31 2024-12-31"),
    ("Trong năm 2019 ai ký học bạ?", "within 2019-01-01 2019-12-31 2019-12-31"),
    ("Hồi 2019 ai ký học bạ?", "within 2019-01-01 2019-12-31 2019-12-31"),
    ("Trong 2019 ai ký học bạ?", "within 2019-01-01 2019-12-31 2019-12-31"),
    ("Điều kiện tốt nghiệp năm 2024 là gì?", "within 2024-01-01 2024-12-31 2024-12-31"),
    ("Mức trợ cấp năm 2021 là bao nhiêu?", "within 2021-01-01 2021-12-31 2021-12-31"),
    ("Học sinh năm 2021 đóng bao nhiêu?", "within 2021-01-01 2021-12-31 2021-12-31"),
    ("Thí sinh năm 2023 được mang gì?", "within 2023-01-01 2023-12-31 2023-12-31"),
    ("Đăng ký thi từ ngày 4/5/2023 ở đâu?", "since 2023-05-04 - 2023-05-04"),
    ("Tháng 8/2021 đóng bao nhiêu?", "within 2021-08-01 2021-08-31 2021-08-31"),
    ("Tháng 8 năm 2021 đóng bao nhiêu?", "within 2021-08-01 2021-08-31 2021-08-31"),
    ("Thời điểm tháng 2/2024 đóng bao nhiêu?", "within 2024-02-01 2024-02-29 2024-02-29"),
    ("Quý 2 năm 2021 đóng bao nhiêu?", "within 2021-04-01 2021-06-30 2021-06-30"),
    ("Quý IV/2021 đóng bao nhiêu?", "within 2021-10-01 2021-12-31 2021-12-31"),
    ("Đầu năm 2021 đóng bao nhiêu?", "within 2021-01-01 2021-03-31 2021-03-31"),
    ("Giữa năm 2021 đóng bao nhiêu?", "within 2021-04-01 2021-09-30 2021-09-30"),
    ("Cuối năm 2021 đóng bao nhiêu?", "within 2021-10-01 2021-12-31 2021-12-31"),
    ("6 tháng cuối năm 2021 đóng bao nhiêu?", "within 2021-07-01 2021-12-31 2021-12-31"),
    ("Năm 2026 thi mấy môn?", "within 2026-01-01 2026-12-31 2026-03-10"),
    ("Năm 2027 thi mấy môn?", "within 2027-01-01 2027-12-31 2027-01-01"),
    ("Năm ngoái thi mấy môn?", "within 2025-01-01 2025-12-31 2025-12-31"),
    ("Năm nay thi mấy môn?", "within 2026-01-01 2026-12-31 2026-03-10"),
    ("Năm sau thi mấy môn?", "within 2027-01-01 2027-12-31 2027-01-01"),
    ("Tháng trước đóng bao nhiêu?", "within 2026-02-01 2026-02-28 2026-02-28"),
    # now
    ("Hiện nay giáo viên tiểu học cần bằng gì?", "now 2026-03-10 2026-03-10 2026-03-10"),
    ("Quy định hiện hành về dạy thêm?", "now 2026-03-10 2026-03-10 2026-03-10"),
    ("Bây giờ còn sổ hộ khẩu không?", "now 2026-03-10 2026-03-10 2026-03-10"),
    ("Quy chế thi mới nhất là gì?", "now 2026-03-10 2026-03-10 2026-03-10"),
    ("hien tai hoc phi bao nhieu", "now 2026-03-10 2026-03-10 2026-03-10"),
    # typed anyhow
    ("TRƯỚC   NGÀY\n01/7/2020 thì sao", "before - 2020-06-30 2020-06-30"),
    ("hoc phi nam hoc 2019-2020", "within 2019-09-01 2020-05-31 2019-09-01"),
    ("từ ngày14/2/2025 dạy thêm", "since 2025-02-14 - 2025-02-14"),
    ("quy 2 nam 2021 dong bao nhieu", "within 2021-04-01 2021-06-30 2021-06-30"),
    ("Học kì 1 năm học 2020-2021 thi gì", "within 2020-09-01 2021-01-15 2020-09-01"),
    ("von dau tu nam 2021 cua truong", "within 2021-01-01 2021-12-31 2021-12-31"),
    # a document, a life or a goal beside the day that is asked about
    ("Luật Giáo dục năm 2019 quy định gì trong năm 2020?", "within 2020-01-01 2020-12-31 2020-12-31"),
    ("Trẻ sinh ngày 1/9/2018 vào lớp 1 năm học 2024-2025?", "within 2024-09-01 2025-05-31 2024-09-01"),
    ("Thông tư 29 từ ngày 15/3/2025 áp dụng ra sao?", "since 2025-03-15 - 2025-03-15"),
    ("Nghị định 86/2015 năm 2019 còn áp dụng không?", "within 2019-01-01 2019-12-31 2019-12-31"),
    ("Tốt nghiệp THPT năm 2023 thì thi lại năm 2025 thế nào?", "within 2025-01-01 2025-12-31 2025-12-31"),
    ("Bộ ban hành quy chế tuyển sinh năm 2025 ra sao?", "within 2025-01-01 2025-12-31 2025-12-31"),
    ("Sinh năm 2012 thì năm nay học lớp mấy?", "within 2026-01-01 2026-12-31 2026-03-10"),
    # several days
    ("Năm 2019 tôi nộp hồ sơ, ngày 15/3/2021 tính sao?", "on 2021-03-15 2021-03-15 2021-03-15"),
    ("Tháng 3 năm 2021, trong năm học 2020-2021, thu gì?", "within 2021-03-01 2021-03-31 2021-03-31"),
    ("Mức lương từ 1/7/2024 so với hiện nay?", "since 2024-07-01 - 2024-07-01"),
    ("Học phí năm 2021 và 2022 khác gì?", "within 2022-01-01 2022-12-31 2022-12-31"),
    ("Khác gì giữa năm 2019 và năm 2021?", "within 2021-01-01 2021-12-31 2021-12-31"),
]

NO_DAY = [
    # documents
    "Thông tư 17/2012 quy định gì?",
    "TT 29/2024/TT-BGDĐT về dạy thêm",
    "Luật Giáo dục 2019 nói gì về phổ cập?",
    "Luật giáo dục năm 2019 nói gì về phổ cập?",
    "luat giao duc dai hoc sua doi nam 2018",
    "Luật Thi đua, khen thưởng năm 2022",
    "Luật Đầu tư năm 2020",
    "Bộ luật Lao động năm 2019",
    "Hiến pháp năm 2013",
    "Nghị định số 86 năm 2015",
    "Chương trình GDPT 2018 có mấy môn?",
    "Chương trình giáo dục phổ thông năm 2018 có mấy môn?",
    "thông tư 32 năm 2020 của Bộ",
    "thong tu 32 nam 2020 cua bo",
    "Thông tư 12 ngày 28/3/2011 của Bộ",
    "Thông tư số 12/2011/TT-BGDĐT ngày 28 tháng 3 năm 2011",
    "Thông tư 12/2011/TT-BGDĐT của Bộ Giáo dục và Đào tạo, ngày 28/3/2011",
    "QĐ 2045/QĐ-BGDĐT ngày 1/8/2024",
    "Quyết định số 2019/QĐ-BGDĐT",
    "Nghị quyết 29-NQ/TW năm 2013",
    "Quyết định ngày 5/5/2020 của Bộ",
    "Văn bản ban hành ngày 5/5/2020 nói gì?",
    "Luật được Quốc hội thông qua năm 2019 nói gì?",
    "Văn bằng cấp trước năm 2015 có giá trị không?",
    # amounts, codes, what is no date
    "Từ 6 tuổi học lớp mấy?",
    "Nộp trước 30 ngày",
    "Sau 2 năm thì sao?",
    "Trong 5 năm thì sao?",
    "Trước 3 tháng phải báo",
    "Trường từ 2000 học sinh có mấy phó hiệu trưởng?",
    "Từ 2000 đồng đến 5000 đồng",
    "Hai năm sau thì sao?",
    "Kết quả các năm học trước",
    "3 tháng trước đã nộp",
    "Ngày 31/02/2021 thì sao?",
    "Ngày 31 tháng 2 năm 2021 thì sao?",
    "Tháng 13/2021 thì sao?",
    "Năm học 2021-2019 thì sao?",
    "Từ ngày 5/5/2021 đến ngày 1/1/2020 thì sao?",
    "Ngày 1/7 thì sao?",
    "Khoản 1/7 nói gì?",
    "Gọi 0912.345.2021 hay 024-3869-2021",
    "Mã 09-12-2045-12",
    "Thủ tục 1.013428",
    "Việt Nam 2019, học sinh nam 2010",
    "giao duc Viet Nam 2019",
    "Hội khuyến học 2019",
    # a person's own history
    "Sinh năm 2010 học lớp mấy?",
    "Trẻ sinh ngày 1/9/2018 có được đi học sớm không?",
    "Trẻ sinh từ ngày 1/1/2019 đến ngày 31/12/2019",
    "Học sinh sinh trước năm 2010",
    "Tốt nghiệp năm 2010 có được dạy không?",
    "Tốt nghiệp đại học sư phạm năm 2010 có được dạy không?",
    "Vào ngành từ năm 2005 thì xếp lương ra sao?",
    "Nhập học năm 2019 thì chuẩn đầu ra nào?",
    "Được tuyển dụng năm 2008",
    "Được tuyển dụng từ năm 2008",
    "Công tác từ năm 2001 được phụ cấp bao nhiêu?",
    # goals and deadlines
    "Chiến lược giáo dục đến năm 2030, tầm nhìn 2045",
    "Đề án giai đoạn 2021-2025",
    "Hoàn thành trước ngày 30/6/2025",
    "Trước năm 2025 phải hoàn thành phổ cập nào?",
    # what only sounds like it
    "Phát hiện hành vi gian lận thì xử lý thế nào?",
    "Việc thực hiện tại trường do ai kiểm tra?",
    "Thông tư 17/2012 còn hiệu lực không?",
    "Khi bản án, quyết định có hiệu lực pháp luật",
    "Khi quyết định này có hiệu lực",
    "Theo quy định cũ về dạy thêm",
    "",
]

DOCUMENTS = [
    ("Khi Thông tư 17/2012 còn hiệu lực, dạy thêm có bị cấm không?", DayKind.DURING, "Thông tư 17/2012"),
    (
        "Lúc Nghị định 86/2015/NĐ-CP chưa hết hiệu lực thì thu bao nhiêu?",
        DayKind.DURING,
        "Nghị định 86/2015/NĐ-CP",
    ),
    ("lúc nghị định 86/2015 đang có hiệu lực thu bao nhiêu", DayKind.DURING, "nghị định 86/2015"),
    ("Trong thời gian TT 12/2011/TT-BGDĐT có hiệu lực?", DayKind.DURING, "TT 12/2011/TT-BGDĐT"),
    ("khi luat giao duc 2005 con hieu luc thi sao", DayKind.DURING, "luat giao duc 2005"),
    ("Hồi Luật Giáo dục cũ còn được áp dụng", DayKind.DURING, "Luật Giáo dục cũ"),
    ("Từ khi Thông tư 29/2024 có hiệu lực thì dạy thêm ở đâu?", DayKind.DURING, "Thông tư 29/2024"),
    ("Trước khi Thông tư 29/2024 có hiệu lực thì dạy thêm ở đâu?", DayKind.BEFORE, "Thông tư 29/2024"),
    ("Khi Thông tư 29/2024 chưa có hiệu lực thì dạy thêm ở đâu?", DayKind.BEFORE, "Thông tư 29/2024"),
]


def told(asked):
    return f"{asked.kind} {asked.first or '-'} {asked.last or '-'} {asked.day}"


@pytest.mark.parametrize(("question", "expected"), ASKED)
def test_a_question_asks_about_a_day(question, expected):
    assert told(asked_day(question, TODAY)) == expected


@pytest.mark.parametrize(("question", "expected"), ASKED)
@pytest.mark.parametrize("typed", [fold, str.upper, lambda text: unicodedata.normalize("NFD", text)])
def test_the_day_is_the_same_however_it_is_typed(question, expected, typed):
    assert told(asked_day(typed(question), TODAY)) == expected


@pytest.mark.parametrize("question", NO_DAY)
def test_words_for_a_day_that_ask_about_none(question):
    assert asked_days(question, TODAY) == ()
    assert asked_day(question, TODAY) is None


# Without diacritics these are words for a day or a time: nothing but the accent tells them apart.
ONLY_BY_ACCENT = {"Việt Nam 2019, học sinh nam 2010", "Hội khuyến học 2019"}


@pytest.mark.parametrize("question", [q for q in NO_DAY if q not in ONLY_BY_ACCENT])
@pytest.mark.parametrize("typed", [fold, str.upper])
def test_no_day_however_it_is_typed(question, typed):
    assert asked_days(typed(question), TODAY) == ()


@pytest.mark.parametrize(("question", "kind", "document"), DOCUMENTS)
def test_a_document_tells_the_day(question, kind, document):
    asked = asked_day(question, TODAY)
    assert (asked.kind, asked.document, asked.day, asked.first, asked.last) == (
        kind,
        document,
        None,
        None,
        None,
    )


def test_all_days_are_told_in_order_with_their_words():
    found = asked_days("Năm 2019 tôi nộp hồ sơ; từ ngày 15/3/2021 đến nay, và hiện nay?", TODAY)
    assert [asked.words for asked in found] == ["Năm 2019", "từ ngày 15/3/2021 đến nay", "hiện nay"]
    assert [asked.kind for asked in found] == [DayKind.WITHIN, DayKind.SINCE, DayKind.NOW]


@pytest.mark.parametrize(
    ("today", "this", "before", "next_one"),
    [
        (date(2026, 5, 31), 2025, 2024, 2026),
        (date(2026, 7, 1), 2026, 2025, 2026),
        (date(2026, 9, 5), 2026, 2025, 2027),
        (date(2027, 1, 1), 2026, 2025, 2027),
    ],
)
def test_school_years_told_from_today(today, this, before, next_one):
    words = ("năm học này", "năm học trước", "năm học tới")
    assert [asked_day(w, today).first.year for w in words] == [this, before, next_one]


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Trước ngày 01/7/2020, giáo viên mầm non cần bằng gì?", "giáo viên mầm non cần bằng gì?"),
        ("Học phí năm học 2019-2020 là bao nhiêu?", "Học phí là bao nhiêu?"),
        ("Thi tốt nghiệp THPT năm 2025 ?", "Thi tốt nghiệp THPT?"),
        ("Khi Thông tư 17/2012 còn hiệu lực, ai được dạy thêm?", "Thông tư 17/2012, ai được dạy thêm?"),
        ("Trước khi Thông tư 29/2024 có hiệu lực, ai được dạy thêm?", "ai được dạy thêm?"),
        ("Quy định hiện hành về dạy thêm (từ 14/02/2025)", "Quy định về dạy thêm"),
        ("Tôi hỏi, năm 2021, trước ngày 1/7/2021, ai thu?", "Tôi hỏi, ai thu?"),
        ("Luật Giáo dục 2019", "Luật Giáo dục 2019"),
        ("năm 2025?", "năm 2025?"),
        ("", ""),
    ],
)
def test_the_words_that_are_searched_for(question, rest):
    assert without_days(question, asked_days(question, TODAY)) == rest


# --- whatever is typed

WORDS = """
ngày tháng năm học kỳ từ đến trước sau khi kể trong hồi quý đầu cuối giữa này nay ngoái hiện hành luật
thông tư sinh tốt nghiệp ban hành còn hiệu lực hoàn thành 1/7/2020 31/02/2021 2019 2019-2020 2020 15 3 17/2012
/ - . , ( ) nam hoc tu truoc NĂM İ ð ﬁ ١ ² 각
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "  ", "\n", "\u0301", "\u200b"])
TYPED = st.one_of(
    st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
)
DAYS = st.one_of(st.dates(), st.sampled_from([date.min, date.max, TODAY]))


@given(TYPED, DAYS)
@example("sau hôm nay", date.max)
@example("trước hôm nay, năm ngoái, năm học trước", date.min)
@example("sang năm", date.max)
def test_days_lie_in_the_text_and_in_the_calendar(text, today):
    normal, end = nfc(text), 0
    for asked in asked_days(text, today):
        assert end <= asked.start < asked.end <= len(normal)
        assert asked.words == normal[asked.start : asked.end]
        assert not (asked.first and asked.last) or asked.first <= asked.last
        assert (asked.day is None) == bool(asked.document)
        end = asked.end


def test_words_for_one_day_are_not_read_as_the_lead_of_the_next():
    first, second = asked_days("tháng trước tháng trước", date(2026, 3, 2))
    assert first.end <= second.start


@given(TYPED, DAYS)
def test_the_day_chosen_is_one_of_those_named(text, today):
    days, chosen = asked_days(text, today), asked_day(text, today)
    assert chosen in days if days else chosen is None
    assert chosen is None or chosen.kind is not DayKind.NOW or {asked.kind for asked in days} == {DayKind.NOW}


@given(TYPED, TYPED, DAYS)
def test_words_are_left_whatever_the_days(text, other, today):
    own = without_days(text, asked_days(text, today))
    assert "  " not in own
    assert isinstance(without_days(other, asked_days(text, today)), str)


@given(st.dates(date(1900, 1, 1), date(2069, 12, 31)), st.sampled_from("/-."))
def test_every_date_is_its_day(day, stroke):
    written = f"Ngày {day.day}{stroke}{day.month:02}{stroke}{day.year} thì sao?"
    found = asked_days(written, TODAY)
    assert [(asked.kind, asked.day) for asked in found] == [(DayKind.ON, day)]


@given(TYPED, DAYS)
def test_the_form_of_the_text_does_not_matter(text, today):
    def bounds(days: tuple[AskedDay, ...]):
        return [(asked.kind, asked.first, asked.last) for asked in days]

    decomposed = unicodedata.normalize("NFD", nfc(text))
    assert bounds(asked_days(decomposed, today)) == bounds(asked_days(text, today))


ADVERSARIAL = (
    "1/7/2020 ", "năm 2020 ", "từ ", "luật ", "luật a ", "khi luật ", "khi tt 1 ", "1", "1/", "tt 1/1/1/",
    "tốt nghiệp a ", "ban hành từ ", "nghị định 1 của a b c ", "nam ", "trong khoảng thời gian từ 2019 ",
    "29-", " ", "công tác a b c d từ ", "đến hết năm ", "học kỳ 1 của đầu ",
    "trước khi luật đang còn áp dụng a ",
)  # fmt: skip


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_with_the_length_alone(piece):
    def spent(length):
        text = (piece * (length // len(piece) + 1))[:length]
        runs = []
        for _ in range(5):
            start = time.thread_time()
            asked_days(text, TODAY)
            runs.append(time.thread_time() - start)
        return min(runs)

    short, long = spent(2_000), spent(20_000)
    assert long < 50 * short, "squared time would be a hundredfold"
    assert short < 0.1
