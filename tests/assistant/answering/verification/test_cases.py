"""Conditions told and lost, exceptions, who acts and who receives, in provisions that do not exist."""

from collections.abc import Callable

import pytest

Found = Callable[..., set[str]]

CONSENT = (
    "2. Trong 05 ngày kể từ ngày ký quyết định mở lớp ở trường công hoặc quyết định cho phép mở lớp ở "
    "trường tư, Sở Giáo dục Mẫu gửi quyết định đến Ủy ban nhân dân cấp xã."
)
CONFIRMED = "1. Học viên được nghỉ tập, có xác nhận của bác sĩ, tối đa 03 buổi trong một tháng."
WELCOMED = "4. Khuyến khích học viên mang áo của câu lạc bộ trong ngày hội."


def test_one_of_two_ways_may_be_told_without_the_consent_of_the_other(found: Found) -> None:
    text = (
        "Trong 05 ngày kể từ ngày ký quyết định mở lớp ở trường công, Sở Giáo dục Mẫu gửi quyết định đến "
        "Ủy ban nhân dân cấp xã."
    )
    assert found(text, CONSENT) == set()
    told = "Học viên được nghỉ tập{} tối đa 03 buổi trong một tháng."
    assert "condition" in found(told.format(""), CONFIRMED)
    assert found(told.format(", có xác nhận của bác sĩ,"), CONFIRMED) == set()


def test_the_day_of_an_approval_that_time_runs_from_is_no_consent(found: Found) -> None:
    source = (
        "Thời hạn của câu lạc bộ không quá 05 năm kể từ ngày được phê duyệt và có thể được gia hạn, mỗi lần "
        "gia hạn không quá 02 năm."
    )
    assert "condition" not in found("Câu lạc bộ có thể được gia hạn, mỗi lần không quá 02 năm.", source)


def test_persons_in_a_list_do_not_end_a_condition(found: Found) -> None:
    source = "Trường hợp học sinh, sinh viên bị ngừng tập thì thời gian ngừng tập không được tính điểm."
    assert found("Thời gian ngừng tập không được tính điểm.", source) == set()


def test_one_of_the_cases_that_a_rule_joins_is_a_case_by_itself(found: Found) -> None:
    source = (
        "Chủ tịch Ủy ban nhân dân cấp xã quyết định mở lớp đối với trường tiểu học và trường phổ thông có "
        "nhiều cấp học do cộng đồng quản trị ở thôn, bản xa trung tâm."
    )
    assert (
        found("Chủ tịch Ủy ban nhân dân cấp xã quyết định mở lớp đối với trường tiểu học.", source) == set()
    )


def test_a_condition_right_behind_whom_it_is_of_is_all_of_the_condition(found: Found) -> None:
    source = (
        "Không áp dụng ưu đãi về vé đối với học viên trong trường hợp đã hưởng ưu đãi ở một câu lạc bộ, nay "
        "tập thêm ở câu lạc bộ khác."
    )
    text = "Đã hưởng ưu đãi ở một câu lạc bộ, nay tập thêm ở câu lạc bộ khác thì không áp dụng ưu đãi{}."
    assert found(text.format(" về vé"), source) == set()
    assert "negation" in found(text.format(" về vé").replace("không áp dụng", "vẫn áp dụng"), source)


def test_a_case_with_another_rule_may_be_told_as_an_exception(found: Found) -> None:
    source = (
        "Học viên muốn thôi tập phải báo trước ít nhất 30 ngày; trường hợp học viên bị tai nạn đã điều trị "
        "liên tục thì phải báo trước ít nhất 03 ngày."
    )
    text = "Học viên muốn thôi tập phải báo trước ít nhất 30 ngày, trừ trường hợp {}."
    assert "condition" not in found(text.format("bị tai nạn đã điều trị liên tục"), source)
    assert "condition" in found(text.format("có lý do gia đình"), source)


@pytest.mark.parametrize("despite", ["dù không", "cho dù không"])
def test_a_list_does_not_lift_a_condition(found: Found, despite: str) -> None:
    source = "Hồ sơ bao gồm: đơn xin tập. Học viên bị mất thẻ thì phải có bản cam kết."
    assert found("Học viên bị mất thẻ thì phải có bản cam kết.", source) == set()
    assert "condition" in found(f"Học viên {despite} bị mất thẻ vẫn phải có bản cam kết.", source)


def test_not_only_is_no_only(found: Found) -> None:
    source = "Trường hợp câu lạc bộ chỉ có 01 sân tập thì không cần bốc thăm."
    assert found("Nếu câu lạc bộ chỉ có 01 sân tập thì không cần bốc thăm.", source) == set()
    assert "condition" in found("Nếu câu lạc bộ không chỉ có 01 sân tập thì không cần bốc thăm.", source)


@pytest.mark.parametrize(("word", "right"), [("được khuyến khích", True), ("phải", False)])
def test_what_is_encouraged_is_no_duty(found: Found, word: str, right: bool) -> None:
    text = f"Học viên {word} mang áo của câu lạc bộ trong ngày hội."
    assert (found(text, WELCOMED) == set()) is right


@pytest.mark.parametrize(("word", "right"), [("phải", True), ("nên", False)])
def test_a_duty_is_no_advice(found: Found, word: str, right: bool) -> None:
    source = "Người dạy ở câu lạc bộ phải là người có kinh nghiệm thi đấu."
    text = f"Người dạy ở câu lạc bộ {word} là người có kinh nghiệm thi đấu."
    assert (found(text, source) == set()) is right


def test_a_notice_that_another_owes_is_got(found: Found) -> None:
    source = (
        "Trường hợp học viên không đạt thì chậm nhất 05 ngày làm việc, câu lạc bộ có trách nhiệm thông báo "
        "bằng văn bản cho học viên."
    )
    text = "Nếu không đạt thì bạn được thông báo bằng văn bản chậm nhất 05 ngày làm việc."
    assert found(text, source) == set()


@pytest.mark.parametrize(("word", "right"), [("bị hủy, không có giá trị", True), ("vẫn có giá trị", False)])
def test_still_is_no_denial(found: Found, word: str, right: bool) -> None:
    source = "Khi bị thu hồi thẻ, các vé đã bán bị hủy, không có giá trị."
    assert (found(f"Khi bị thu hồi thẻ, các vé đã bán {word}.", source) == set()) is right


@pytest.mark.parametrize(("word", "right"), [("không vượt quá", True), ("có thể vượt quá", False)])
def test_what_does_not_exceed_may_not_exceed(found: Found, word: str, right: bool) -> None:
    source = "Mức thu của câu lạc bộ tư thục không vượt quá mức thu của câu lạc bộ công lập."
    text = f"Mức thu của câu lạc bộ tư thục {word} mức thu của câu lạc bộ công lập."
    assert (found(text, source) == set()) is right


def test_an_item_that_denies_what_its_lead_denies_needs_one_denial(found: Found) -> None:
    source = "b) Đối tượng không qua tập dự bị\nHọc viên đã có thẻ không phải tập dự bị mà được thi ngay;"
    assert found("Học viên đã có thẻ thì không phải tập dự bị.", source) == set()
    assert "negation" in found("Học viên đã có thẻ thì phải tập dự bị.", source)


def test_who_is_only_sent_something_does_not_act(found: Found) -> None:
    source = (
        "Hội đồng trường có trách nhiệm thẩm định hồ sơ và ra quyết định mở câu lạc bộ và gửi Sở Giáo dục "
        "để theo dõi."
    )
    text = "{} thẩm định hồ sơ và ra quyết định mở câu lạc bộ."
    assert found(text.format("Hội đồng trường"), source) == set()
    assert "actor" in found(text.format("Sở Giáo dục"), source)


def test_two_items_for_other_owners_do_not_mix(found: Found) -> None:
    source = (
        "1. Trưởng câu lạc bộ công lập do ban quản trị bầu và được sở xác nhận;\n"
        "2. Trưởng câu lạc bộ tư thục, câu lạc bộ tư thục vì cộng đồng do ban quản trị bầu, bổ nhiệm."
    )
    text = "Trưởng câu lạc bộ {} do ban quản trị bầu và được sở xác nhận."
    assert found(text.format("công lập"), source) == set()
    assert "actor" in found(text.format("tư thục"), source)


def test_a_form_is_not_whom_a_duty_is_given_to(found: Found) -> None:
    source = (
        "Quyết định tạm dừng lớp tập theo mẫu quy định tại Phụ lục VI ban hành kèm theo Thông tư này và phải "
        "nêu rõ lý do tạm dừng, thời hạn tạm dừng."
    )
    assert found("Quyết định tạm dừng phải nêu rõ lý do, thời hạn tạm dừng.", source) == set()


def test_the_nearest_of_two_pairs_as_near_may_be_either(found: Found) -> None:
    source = (
        "Việc chọn người được thực hiện bằng xét tuyển hoặc thi tuyển hoặc kết hợp giữa xét tuyển và "
        "thi tuyển."
    )
    text = "Việc chọn người thực hiện bằng xét tuyển, thi tuyển hoặc kết hợp giữa xét tuyển {} thi tuyển."
    assert found(text.format("và"), source) == set()


def test_an_exception_with_a_rule_of_its_own_may_be_told_as_a_case(found: Found) -> None:
    source = (
        "Câu lạc bộ không được đòi bản chính, trừ trường hợp có căn cứ về việc bản sao giả mạo, bị sửa thì "
        "tiến hành xác minh nơi cấp."
    )
    text = "Khi có căn cứ về việc bản sao giả mạo, bị sửa thì câu lạc bộ {}."
    assert "condition" not in found(text.format("tiến hành xác minh nơi cấp"), source)
    bare = source.replace(" thì tiến hành xác minh nơi cấp", "")
    assert "condition" in found(text.format("đòi bản chính"), bare)


@pytest.mark.parametrize("of", ["Trình độ chuẩn được đào tạo của người dạy:", "Đối tượng được mời dạy:"])
def test_what_a_standard_or_a_group_is_made_of_may_be_told_as_a_duty(found: Found, of: str) -> None:
    source = f"1. {of}\na) Có bằng tốt nghiệp cao đẳng trở lên đối với giáo viên mầm non;"
    assert found("Giáo viên mầm non phải có bằng tốt nghiệp cao đẳng trở lên.", source) == set()
