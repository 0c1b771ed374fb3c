"""``hocvu eval gate``: whether a new version may go live."""

import typer

from api.cli.evaluating.options import (
    BaselineArgument,
    CandidateArgument,
    MarginOption,
    PrimaryOption,
    SetOption,
    SightedFlag,
    SliceOption,
    UnderTestOption,
    run_of,
    terms_of,
    unmeasurable,
)
from api.cli.library import JsonFlag
from api.cli.output import print_json


def gate(
    baseline: BaselineArgument,
    candidate: CandidateArgument,
    under_test: UnderTestOption = None,
    primary: PrimaryOption = None,
    margin: MarginOption = None,
    gated: SliceOption = None,
    sighted: SightedFlag = False,
    set_name: SetOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Kết luận bản mới có được dùng không: 0 đạt, 1 kém hơn, 2 chưa kết luận được.

    Đạt khi mọi thước đo chính được chứng tỏ là không giảm quá mức cho phép, và những điều không được phép
    (số hiệu bịa, quy định đã hết hiệu lực, con số không có nguồn) không tăng thêm lần nào. Hai bản khác
    nhau ở chỗ không định thử, hoặc hỏi chưa đủ 98 %, thì không kết luận. Có lỗi cũng thoát với mã 2.

    Ví dụ:

      hocvu eval gate do/cu do/moi

      hocvu eval gate do/cu do/moi --under-test settings.ranker --slice kind=flip --margin pinpoint=0.03
    """
    from api.cli.evaluating.telling import decision_row, decision_told
    from evals.pipeline import compared
    from evals.pipeline import gate as decide

    with unmeasurable():
        terms = terms_of(under_test, primary, margin, gated, sighted)
        found = decide(compared(run_of(baseline, set_name), run_of(candidate, set_name)), terms)
    if as_json:
        print_json(decision_row(found))
    else:
        decision_told(found)
    raise typer.Exit(found.exit_code)
