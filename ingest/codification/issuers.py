"""The bodies that issue regulations, as notes name them, alone or several together.

Article 4 of Law 64/2025/QH15 says who may; ministries under every name that the packages know,
those of the merger of 2025 too. A name outside the list is no issuer: the note then tells so.
"""

import re

from assistant.domain.words import fold

_MINISTRIES = (
    "bưu chính, viễn thông|công an|công nghiệp|công thương|dân tộc và tôn giáo|giáo dục và đào tạo|"
    "giao thông vận tải|kế hoạch và đầu tư|khoa học và công nghệ|khoa học, công nghệ và môi trường|"
    "lao động - thương binh và xã hội|ngoại giao|nội vụ|nông nghiệp|nông nghiệp và công nghiệp thực phẩm|"
    "nông nghiệp và môi trường|nông nghiệp và phát triển nông thôn|nông nghiệp phát triển và nông thôn|"
    "quốc phòng|tài chính|tài nguyên và môi trường|thông tin và truyền thông|thương mại|thủy sản|tư pháp|"
    "văn hóa|văn hóa - thông tin|văn hóa thông tin thể thao và du lịch|văn hóa - thể thao và du lịch|"
    "văn hóa, thể thao và du lịch|xây dựng|y tế"
)
_OTHERS = (
    "quốc hội|ủy ban thường vụ quốc hội|chủ tịch quốc hội|chủ tịch nước|chính phủ|thủ tướng chính phủ|"
    "thủ tướng|hội đồng bộ trưởng|hội đồng nhà nước|văn phòng chính phủ|văn phòng quốc hội|"
    "thanh tra chính phủ|"
    "thanh tra nhà nước|kiểm toán nhà nước|ngân hàng nhà nước việt nam|ngân hàng nhà nước|"
    "tòa án nhân dân tối cao|hội đồng thẩm phán tòa án nhân dân tối cao|viện kiểm sát nhân dân tối cao|"
    "ủy ban dân tộc|ủy ban dân tộc và miền núi|ủy ban thể dục thể thao|ban tổ chức - cán bộ chính phủ|"
    "bảo hiểm xã hội việt nam|tổng cục địa chính|tổng cục quản lý ruộng đất|hội nông dân việt nam|"
    "(?:trung ương )?hội cựu chiến binh việt nam|ban thường vụ tw hội ccbvn|"
    "trung ương đoàn thanh niên cộng sản hồ chí minh|tổng liên đoàn lao động việt nam|"
    "(?:đoàn chủ tịch )?ủy ban (?:trung ương )?mặt trận tổ quốc việt nam"
)
_HEADS = "bộ trưởng bộ|thống đốc|chánh án|viện trưởng|tổng kiểm toán|tổng thanh tra"
_BODY = rf"(?:(?:{_HEADS}) )?(?:{_OTHERS})|(?:bộ trưởng )?bộ (?:{_MINISTRIES})"
_ISSUER = re.compile(fold(rf"(?:{_BODY})(?:(?:,| và|, và) (?:{_BODY}))*"))


def is_issuer(words: str) -> bool:
    """Whether ``words`` name one or several of the bodies, and nothing else."""
    return _ISSUER.fullmatch(fold(words)) is not None
