"""What gives a rule its force, and its limits: denials, duties, options, what only some may have."""

from collections.abc import Callable

import pytest

from tests.assistant.answering.verification.conftest import make

Found = Callable[..., set[str]]

OUTSIDE = make("a) Trạm quan trắc thuộc Sở Y tế.", leads=("Quy định này không áp dụng đối với:",))
KIN = make(
    "c) Không phải là cha, mẹ, vợ, chồng, con đẻ, con nuôi, anh ruột, chị ruột của thủ quỹ trung tâm;",
    leads=("Ủy viên ban kiểm soát phải đáp ứng các tiêu chuẩn sau:",),
)
BONUS = """2. Nhân viên mới được hưởng 100% phụ cấp trực đêm trong các trường hợp sau:
a) Trực tại đảo;
b) Trực tại kho hóa chất."""
LEASE = (
    "Trung tâm không được chấm dứt hợp đồng với nhân viên nữ nuôi con nhỏ, trừ trường hợp trung tâm giải thể."
)
GUIDE = make(
    "3. Người hướng dẫn thực tập được hưởng phụ cấp bằng 0,2 mức lương cơ sở.",
    heading="Chế độ đối với người thực tập và người hướng dẫn thực tập",
)
POST = make(
    "b) Được trung tâm xếp loại khá trong năm liền kề;",
    heading="Tiêu chuẩn dự xét nâng hạng",
    leads=("Nhân viên được dự xét nâng hạng khi có đủ các tiêu chuẩn sau:",),
)
RULES = "Thủ trưởng cơ sở giáo dục ban hành nội quy phòng đọc."
NAMES = "Trường hợp trạm đổi tên thì hồ sơ ghi theo tên mới."
SENT = "Trung tâm gửi báo cáo qua bưu điện hoặc gửi trực tiếp đến trạm."
CHECK = "Nếu trạm chưa cho phép mở kho thì trả lời bằng văn bản nêu rõ lý do."
SHUT = make(
    "b) Để xảy ra cháy nổ trong kho;",
    leads=("Trạm bị tạm dừng tiếp nhận hồ sơ khi có một trong các trường hợp sau:",),
)
LOAN = "Thư viện cho mượn sách về nhà, trừ trường hợp quy định tại khoản 4 Điều này."
KEEP = "Thủ kho lập sổ theo dõi vật tư được cấp phát và báo cáo trạm trưởng mỗi tháng."
DUTY = make("c) Cam kết thực hiện trách nhiệm của người trông kho.", leads=("Hồ sơ dự tuyển gồm:",))
COSTS = make("a) Mua máy quan trắc; sửa nhà kho.", leads=("Chi không thường xuyên gồm:",))
GATHER = "Nhân viên không nhận tiền, quà của người gửi hồ sơ."
LONGER = "Nhân viên được kéo dài hợp đồng 02 năm."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Quy định này không áp dụng đối với trạm quan trắc thuộc Sở Y tế.", OUTSIDE),
        ("Ủy viên ban kiểm soát không phải là vợ, chồng của thủ quỹ trung tâm.", KIN),
        ("Nhân viên mới trực tại đảo được hưởng 100% phụ cấp trực đêm.", BONUS),
        ("Người hướng dẫn thực tập được hưởng phụ cấp bằng 0,2 mức lương cơ sở.", GUIDE),
        ("Nhân viên dự xét nâng hạng phải được trung tâm xếp loại khá trong năm liền kề.", POST),
        ("Thủ trưởng cơ sở giáo dục ban hành nội quy phòng đọc.", RULES),
        ("Trạm bị tạm dừng tiếp nhận hồ sơ khi để xảy ra cháy nổ trong kho.", SHUT),
        ("Trừ trường hợp quy định tại khoản 4, thư viện cho mượn sách về nhà.", LOAN),
        ("Thủ kho báo cáo trạm trưởng mỗi tháng và lập sổ theo dõi vật tư được cấp phát.", KEEP),
        ("Hồ sơ dự tuyển gồm cam kết thực hiện trách nhiệm của người trông kho.", DUTY),
        ("Mua máy quan trắc, sửa nhà kho.", COSTS),
        ("Chủ tịch ký biên bản họp.", "Chủ tịch Hội đồng hoặc thư ký ký biên bản họp của trạm."),
        ("Nhân viên không nhận tiền, không nhận quà của người gửi hồ sơ.", GATHER),
        ("Khi trạm chưa cho phép mở kho thì trả lời bằng văn bản nêu rõ lý do.", CHECK),
    ],
)
def test_what_keeps_the_force_of_the_source_passes(found: Found, text: str, source: object) -> None:
    assert found(text, source) == set()


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Trạm quan trắc thuộc Sở Y tế cũng áp dụng quy định này.", OUTSIDE, "negation"),
        ("Vợ, chồng của thủ quỹ trung tâm làm ủy viên ban kiểm soát.", KIN, "negation"),
        ("Nhân viên mới được hưởng 100% phụ cấp trực đêm.", BONUS, "condition"),
        (
            "Trung tâm không được chấm dứt hợp đồng với nhân viên nữ, kể cả khi trung tâm giải thể.",
            LEASE,
            "condition",
        ),
        ("Người thực tập được hưởng phụ cấp bằng 0,2 mức lương cơ sở.", GUIDE, "actor"),
        ("Sở giáo dục ban hành nội quy phòng đọc.", RULES, "actor"),
        ("Trường hợp trạm đổi tên thì hồ sơ ghi theo tên cũ.", NAMES, "actor"),
        ("Trung tâm chỉ gửi trực tiếp báo cáo đến trạm.", SENT, "condition"),
        ("Nhân viên được kéo dài hợp đồng 02 năm khi trung tâm đồng ý.", LONGER, "condition"),
        ("Nhân viên được kéo dài hợp đồng vô thời hạn.", LONGER, "condition"),
        ("Trạm bị tạm dừng tiếp nhận hồ sơ.", SHUT, "condition"),
        ("Thư viện cho mượn sách về nhà.", LOAN, "condition"),
        ("Thủ kho lập sổ theo dõi vật tư không được cấp phát và báo cáo trạm trưởng.", KEEP, "negation"),
        ("Nhân viên nhận tiền, quà của người gửi hồ sơ.", GATHER, "negation"),
    ],
)
def test_a_force_that_the_source_does_not_have_is_a_fault(
    found: Found, text: str, source: object, kind: str
) -> None:
    assert kind in found(text, source)
