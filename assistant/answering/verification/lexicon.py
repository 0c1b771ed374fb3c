"""Words that a check must not confuse, by what they do in a sentence of the law.

Closed classes (who, at which level, of which kind, on which paper) are compared word by word: one
in the place of another changes the law. Words of one meaning share a key. Free words carry
no rule: a model may put them in plain speech as it likes.
"""

from enum import StrEnum
from functools import cache

from assistant.answering.verification.plain import COMPOUNDS, FREE, GLUE, SAME, VERBS


class Kind(StrEnum):
    """What a word does. Those in ``CLOSED`` name something that no other word may stand for."""

    OFFICE = "office"
    BODY = "body"
    PERSON = "person"
    LEVEL = "level"
    OWNER = "owner"
    PAPER = "paper"
    PLACE = "place"
    GRADE = "grade"
    TIME = "time"
    MODE = "mode"
    SUBJECT = "subject"
    FAMILY = "family"
    ACT = "act"
    NOT = "not"
    MUST = "must"
    MAY = "may"
    BAN = "ban"
    FREED = "freed"
    IF = "if"
    EXCEPT = "except"
    DESPITE = "despite"
    ONLY = "only"
    ALL = "all"
    CHOICE = "choice"
    FULL = "full"
    AND = "and"
    OR = "or"
    FACT = "fact"
    NAMED = "named"
    MARK = "mark"
    FREE = "free"
    WORD = "word"


CLOSED = frozenset(
    {
        Kind.OFFICE, Kind.BODY, Kind.PERSON, Kind.LEVEL, Kind.OWNER, Kind.PAPER, Kind.PLACE, Kind.GRADE,
        Kind.TIME, Kind.MODE, Kind.SUBJECT, Kind.FAMILY, Kind.ACT,
    }
)  # fmt: skip

# Each entry: the key, then other names of the same, after "=".
_CLOSED: dict[Kind, str] = {
    Kind.OFFICE: """
        phó hiệu trưởng = hiệu phó | hiệu trưởng | phó giám đốc | giám đốc | trưởng phòng | phó trưởng phòng
        | chủ tịch | phó chủ tịch | bộ trưởng | thứ trưởng | thủ tướng | phó thủ tướng | thủ trưởng
        = người đứng đầu | cục trưởng | vụ trưởng | viện trưởng | chánh thanh tra | tổ trưởng | tổ phó
        | trưởng khoa | phó trưởng khoa | trưởng bộ môn | trưởng ban | chủ nhiệm = chủ nhiệm lớp
        = giáo viên chủ nhiệm | giám thị | giám khảo | cán bộ coi thi | cán bộ chấm thi | thư ký
        | trưởng điểm thi | chủ tịch nước | tổng phụ trách | cố vấn học tập | kế toán | thủ quỹ
        | bí thư | chủ tịch hội đồng | tổng giám đốc | chánh án | trưởng đoàn
        | tổng cục trưởng | chi cục trưởng | phó chủ nhiệm | công an
        | thanh tra | kiểm toán | trưởng thôn | hiệu trưởng nơi đi""",
    Kind.BODY: """
        ủy ban nhân dân = ubnd = ủy ban | hội đồng nhân dân = hđnd | hội đồng trường | hội đồng quản trị
        | hội đồng thi | hội đồng coi thi | hội đồng chấm thi | hội đồng tuyển sinh | hội đồng kỷ luật
        | hội đồng khoa học | hội đồng thi đua | hội đồng tư vấn | hội đồng xét tuyển
        | sở giáo dục = sở giáo dục và đào tạo = sở gdđt = sở gd&đt = sở gd đt = sgdđt
        | phòng giáo dục = phòng giáo dục và đào tạo = phòng gdđt = phòng gd đt
        | bộ giáo dục = bộ giáo dục và đào tạo = bộ gdđt = bộ gd&đt = bộ gd đt = bgdđt = bgdm
        | bộ tài chính | bộ nội vụ | bộ y tế | bộ công an | bộ quốc phòng | bộ lao động
        | bộ khoa học và công nghệ | chính phủ | quốc hội | ủy ban thường vụ quốc hội | tòa án | viện kiểm sát
        | sở y tế | sở nội vụ | sở tài chính | sở lao động | phòng nội vụ | phòng tài chính
        | kho bạc = kho bạc nhà nước | ban giám hiệu | ban đại diện | đoàn trường | công đoàn
        | nơi chuyển đi = trường chuyển đi = nơi đi | nơi chuyển đến = trường chuyển đến = nơi đến
        | trung tâm | doanh nghiệp = công ty | hợp tác xã | đoàn thanh niên | phòng đào tạo
        | cơ quan chủ quản | cơ quan quản lý trực tiếp | tổ chuyên môn | khoa | bộ môn | viện | học viện
        | tổng cục | phòng thí nghiệm | thư viện | ký túc xá | căng tin | nhà ăn = bếp ăn""",
    Kind.PERSON: """
        học sinh = học trò | sinh viên | học viên | nghiên cứu sinh | giáo viên = thầy cô = thầy cô giáo
        = thầy giáo = cô giáo | giảng viên | trợ giảng | nhà giáo | người học | trẻ em = trẻ = trẻ nhỏ
        | thí sinh | cha = bố | mẹ
        | cha mẹ = bố mẹ = phụ huynh = phụ huynh học sinh = cha mẹ học sinh | người giám hộ
        | cán bộ quản lý | viên chức | công chức | nhân viên | cán bộ | người lao động | người nước ngoài
        | người khuyết tật | người tập sự | thực tập sinh | lưu học sinh | du học sinh | cộng tác viên
        | người đại diện | cá nhân | người dạy | chủ đầu tư | nhà đầu tư | báo cáo viên | chuyên gia
        | học sinh khuyết tật | người tình nguyện
        | tiến sĩ = tiến sỹ = ts | thạc sĩ = thạc sỹ = ths | cử nhân | kỹ sư | giáo sư | phó giáo sư
        | tình nguyện viên | hướng dẫn viên | huấn luyện viên | vận động viên | nghệ nhân | bác sĩ | y tá""",
    Kind.LEVEL: """
        mầm non | nhà trẻ | mẫu giáo | tiểu học = cấp 1 = cấp một | trung học cơ sở = thcs = cấp 2 = cấp hai
        | trung học phổ thông = thpt = cấp 3 = cấp ba | trung học | phổ thông | đại học = đh
        | cao đẳng = cđ | trung cấp | sơ cấp | sau đại học | giáo dục thường xuyên = gdtx
        | giáo dục nghề nghiệp = gdnn | dự bị đại học | bậc thạc sĩ""",
    Kind.OWNER: """
        phổ thông dân tộc nội trú = dân tộc nội trú = trường dân tộc nội trú
        | phổ thông dân tộc bán trú = dân tộc bán trú = trường dân tộc bán trú | công lập | dân lập
        | tư thục | ngoài công lập | chuyên biệt | nội trú | bán trú | trường chuyên
        | năng khiếu | có vốn đầu tư nước ngoài""",
    Kind.PAPER: """
        bản chính = bản gốc | bản sao | chứng thực = công chứng | bản dịch | hộ chiếu | giấy khai sinh
        | căn cước = căn cước công dân = cccd | sổ hộ khẩu = hộ khẩu | học bạ | bảng điểm | lý lịch
        | giấy khám sức khỏe | giấy chứng nhận | giấy xác nhận | giấy giới thiệu | giấy phép | giấy mời
        | văn bằng | chứng chỉ | bằng tốt nghiệp | quyết định | biên bản | báo cáo | tờ trình | hợp đồng
        | công văn | đề án | kế hoạch | cam kết | hóa đơn | biên lai | ảnh | điện tử
        | giấy báo | giấy triệu tập | sổ tiết kiệm | giấy nhập học | bản cam kết""",
    Kind.PLACE: """
        cấp tỉnh = tỉnh | cấp huyện = huyện = quận | cấp xã = xã = phường | thành phố | quốc gia
        = toàn quốc = cả nước = cấp quốc gia | trung ương | cấp bộ | cấp trường | cấp sở | địa phương
        | khu vực | quốc tế | nước ngoài | trong nước | biên giới | hải đảo | miền núi | đồng bằng | đô thị
        | nông thôn | vùng sâu | vùng xa""",
    Kind.GRADE: """
        xuất sắc | giỏi | khá | trung bình | yếu | kém | khiển trách | cảnh cáo | đình chỉ | buộc thôi học
        | hộ nghèo | cận nghèo | mồ côi | khuyết tật | dân tộc thiểu số | khởi điểm | thương binh | liệt sĩ
        | nam | nữ | lý thuyết | thực hành | bắt buộc học | tự chọn | học kỳ phụ | nghỉ hè | khai giảng
        | tập sự | thử việc | hạn chế | đặc biệt khó khăn | ít nghiêm trọng | rất nghiêm trọng
        | đặc biệt nghiêm trọng | nghiêm trọng | chẵn | lẻ | chuyên trách | bán chuyên trách | cơ hữu
        | thỉnh giảng | biên chế""",
    Kind.TIME: """
        ngày | tuần = tuần lễ | tháng | học kỳ = kỳ học = kì học | năm học = mỗi năm học
        | năm = năm dương lịch | giờ = tiếng đồng hồ | phút | giây | tiết = tiết học = tiết dạy | buổi
        | quý | ngày làm việc | khóa học | hằng năm = hàng năm = mỗi năm
        | hằng tháng = hàng tháng = mỗi tháng | hằng tuần = hàng tuần = mỗi tuần
        | hằng ngày = hàng ngày = mỗi ngày | tín chỉ""",
    Kind.MODE: """
        liên thông | chính quy | vừa làm vừa học = tại chức | đào tạo từ xa = từ xa | trực tuyến = qua mạng
        = online = trực tuyến qua mạng | trực tiếp | bưu điện = dịch vụ bưu chính = bưu chính | niên chế
        | tích lũy mô đun | tự nguyện""",
    Kind.SUBJECT: """
        toán | ngữ văn | tiếng anh | tin học | ngoại ngữ | lịch sử | địa lý | vật lý | hóa học | sinh học
        | giáo dục thể chất = thể dục | âm nhạc | mỹ thuật | mĩ thuật | giáo dục công dân
        | giáo dục quốc phòng""",
    Kind.FAMILY: """
        con ruột = con đẻ | con nuôi | vợ | chồng | anh | chị | em ruột | ông | bà | cháu ruột""",
    Kind.ACT: """
        trước khi | sau khi | trước ngày | sau ngày | đầu | cuối | giữa | sớm | muộn | cao hơn
        | thấp hơn | nhiều hơn | ít hơn | tăng | giảm = bớt
        | hoàn trả | thu hồi | hủy bỏ | tạm dừng | chấm dứt | gia hạn | đề nghị | phê duyệt
        | cấp lại | thay thế | sửa đổi = chỉnh sửa | bãi bỏ
        | học kỳ sau = các học kỳ sau = học kỳ tiếp theo = các học kỳ tiếp theo
        | học kỳ đầu = học kỳ đầu tiên""",
}
_MARKERS: dict[Kind, str] = {
    Kind.NOT: """không | chưa | chẳng | ko | không được | không phải | không có | không cần | không bị
        | chưa được
        | không thể | không còn | chưa có | chưa đủ | không đủ | không bắt buộc""",
    Kind.MUST: """phải | có trách nhiệm | có nghĩa vụ | bắt buộc | bắt buộc phải | cần | cần phải
        | chịu trách nhiệm
        | buộc phải | nhất thiết phải | có bổn phận | có nhiệm vụ | trách nhiệm | nghĩa vụ""",
    Kind.MAY: """được | có thể | có quyền | được phép | được quyền | quyền | cho phép | được hưởng quyền""",
    Kind.BAN: """cấm | nghiêm cấm | bị cấm | bị nghiêm cấm | không được phép | tuyệt đối không | không được
        | không có quyền""",
    Kind.FREED: """miễn = được miễn = không phải nộp = miễn phí = không thu = không phải đóng = không mất
        = không phải trả = không tốn""",
    Kind.IF: """nếu | khi | trong trường hợp | trường hợp | với điều kiện | nếu như | một khi
        | đối với
        | trong các trường hợp | trong những trường hợp | chừng nào""",
    Kind.EXCEPT: """trừ | trừ trường hợp | trừ khi | ngoại trừ | trừ các trường hợp | trừ những trường hợp
        | không áp dụng đối với | không áp dụng với | không bao gồm | không gồm | không kể | loại trừ""",
    Kind.DESPITE: """dù | cho dù | dù là | dẫu | dẫu cho | mặc dù | mặc dầu | kể cả | kể cả khi | ngay cả
        | ngay cả khi | bất kể | bất luận | không phân biệt | không phụ thuộc | vô điều kiện | miễn là""",
    Kind.ONLY: """chỉ | chỉ được | chỉ có | chỉ cần | duy nhất""",
    Kind.ALL: """mọi | tất cả | bất kỳ | bất kì | toàn bộ | bất cứ | toàn thể | tất cả các | tất cả mọi
        | luôn luôn
        | luôn | trong mọi trường hợp | ai cũng | nào cũng | gì cũng | đều
        | vô thời hạn | không thời hạn | không có thời hạn
        | không giới hạn | không hạn chế""",
    Kind.CHOICE: """một trong | một trong các | một trong những | một trong số | một hoặc | một trong hai""",
    Kind.FULL: """đủ các | đồng thời | đầy đủ các | đáp ứng đủ | có đủ""",
    Kind.AND: """và | cùng với | kèm | kèm theo | lẫn | cũng như | cùng các | cùng những""",
    Kind.OR: """hoặc | hay | và hoặc | hoặc là""",
}  # fmt: skip

Phrase = tuple[str, ...]


@cache
def phrases() -> dict[str, tuple[tuple[Phrase, Kind, str], ...]]:
    """Phrases by their first syllable, the longest first, each with its kind and key."""
    table: dict[Phrase, tuple[Kind, str]] = {}
    kinds = (*_CLOSED.items(), *_MARKERS.items())
    for kind, words in (*kinds, (Kind.WORD, SAME), (Kind.WORD, COMPOUNDS), (Kind.FREE, FREE)):
        for entry in words.split("|"):
            names = [" ".join(name.split()) for name in entry.split("=")]
            for name in names:
                table.setdefault(tuple(name.replace("&", " ").split()), (kind, names[0]))
    found: dict[str, list[tuple[Phrase, Kind, str]]] = {}
    for phrase, (kind, key) in table.items():
        if phrase:
            found.setdefault(phrase[0], []).append((phrase, kind, key))
    return {first: tuple(sorted(group, key=lambda entry: -len(entry[0]))) for first, group in found.items()}


@cache
def everyday() -> frozenset[str]:
    """Keys of the words that plain speech may bring along: those of one meaning, verbs, glue."""
    same = (" ".join(entry.split("=")[0].split()) for entry in SAME.split("|"))
    return frozenset(same) | VERBS | GLUE


# What the law names by one word, a statement may name by a wider one, or by its parts.
OPPOSITES: dict[str, frozenset[str]] = {
    one: frozenset(other.split("|"))
    for one, other in (
        ("trước khi", "sau khi"),
        ("sau khi", "trước khi"),
        ("trước ngày", "sau ngày"),
        ("sau ngày", "trước ngày"),
        ("đầu", "cuối"),
        ("cuối", "đầu"),
        ("tăng", "giảm"),
        ("giảm", "tăng"),
        ("sớm", "muộn"),
        ("muộn", "sớm"),
        ("cao hơn", "thấp hơn"),
        ("thấp hơn", "cao hơn"),
        ("học kỳ sau", "học kỳ đầu"),
        ("học kỳ đầu", "học kỳ sau"),
        ("hằng năm", "hằng tháng|hằng tuần|hằng ngày"),
        ("hằng tháng", "hằng năm|hằng tuần|hằng ngày"),
        ("hằng tuần", "hằng năm|hằng tháng|hằng ngày"),
        ("hằng ngày", "hằng năm|hằng tháng|hằng tuần"),
        ("cao nhất", "thấp nhất"),
        ("thấp nhất", "cao nhất"),
        ("lớn nhất", "nhỏ nhất"),
        ("nhỏ nhất", "lớn nhất"),
        ("trong nước", "nước ngoài"),
        ("nước ngoài", "trong nước"),
        ("cũ", "mới"),
        ("mới", "cũ"),
    )
}
"""Words whose opposite in the source rules them out, whatever else stands there."""

WIDER: dict[str, frozenset[str]] = {
    "tự chọn": frozenset({"chọn"}),
    "học kỳ đầu": frozenset({"học kỳ", "đầu"}),
    "sau khi": frozenset({"khi", "sau", "kể từ", "sau ngày", "trong trường hợp"}),
    "trước khi": frozenset({"trước", "trước ngày"}),
    "trước ngày": frozenset({"trước", "trước khi"}),
    "sau ngày": frozenset({"sau", "sau khi", "kể từ"}),
    "người học": frozenset({"học sinh", "sinh viên", "học viên", "trẻ em", "nghiên cứu sinh", "thí sinh"}),
    "nhà giáo": frozenset({"giáo viên", "giảng viên"}),
    "cha mẹ": frozenset({"cha", "mẹ", "người giám hộ"}),
    "cha": frozenset({"cha mẹ"}),
    "mẹ": frozenset({"cha mẹ"}),
    "trung học": frozenset({"trung học cơ sở", "trung học phổ thông"}),
    "phổ thông": frozenset({"tiểu học", "trung học cơ sở", "trung học phổ thông"}),
    "mầm non": frozenset({"mẫu giáo", "nhà trẻ"}),
    "trẻ em": frozenset({"mẫu giáo", "nhà trẻ", "mầm non"}),
    "văn bằng": frozenset({"bằng tốt nghiệp"}),
    "ngày": frozenset({"ngày làm việc", "hằng ngày"}),
    "tuần": frozenset({"hằng tuần"}),
    "tháng": frozenset({"hằng tháng"}),
    "năm": frozenset({"hằng năm", "năm học"}),
    "hằng năm": frozenset({"năm", "năm học"}),
    "hằng tuần": frozenset({"tuần"}),
    "hằng tháng": frozenset({"tháng"}),
    "hằng ngày": frozenset({"ngày"}),
}


def stands_for(key: str, others: frozenset[str] | set[str]) -> bool:
    """Whether a word may stand for one of ``others``: itself, a wider one, the first words of a longer
    name ("chủ tịch" of "chủ tịch hội đồng").
    """
    wider = WIDER.get(key, frozenset()) & others
    return key in others or bool(wider) or any(other.startswith(f"{key} ") for other in others)
