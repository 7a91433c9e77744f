"""The rules as a page for people: what is checked, how grave it is, on what ground."""

import re
from collections.abc import Iterable

from sohotich.domain.rules.messages import MESSAGES
from sohotich.domain.rules.registry import Rule, rules_in_order

_SEVERITIES = {"error": "lỗi", "warning": "cảnh báo"}
_SCOPES = {"book": "cả quyển", "place": "so với các số khác của quyển, lúc nhập"}
_PLACE = re.compile(r"\{(\w+)\}")
_SAID = (
    "Mỗi quy tắc xem một giá trị, một trường hợp hoặc cả quyển sổ. Lỗi giữ bản ghi lại, không cho "
    "đóng gói; cảnh báo thì trả lời được bằng “đúng như trong sổ”, vì sổ giấy là gốc. Đề xuất sửa "
    "chỉ có khi chắc chắn và chỉ thực hiện khi người nhập chấp nhận; không quy tắc nào tự điền "
    "ngày, loại đăng ký hay loại giấy tờ còn thiếu. Cột căn cứ: HCM, TST, NT, DJ, XLS, GL2, PORT, "
    "OT, FORM là các nguồn công khai đã đối chiếu; TT04 là Thông tư 04/2020/TT-BTP; LHT là Luật "
    "Hộ tịch; “inferred” là suy ra; “general knowledge” là hiểu biết chung về luật, cần Sở Tư pháp "
    "xác nhận."
)
# Rows of the list of checks that are no rule on a record's values.
_ELSEWHERE = (
    ("Q13", "Bản ghi chưa được duyệt khi đóng gói", "trạng thái của trường hợp; đóng gói từ chối"),
    ("Q14", "Hai lần nhập khác nhau", "so sánh hai lần nhập; thành tranh chấp"),
    ("Q15", "Tên tệp khác số, năm, quyển của bản ghi", "tên tệp do phần mềm đặt; kiểm tra gói"),
    ("Q16", "Trùng tên tệp; quyển đã có trong năm", "danh sách sổ từ chối; kiểm tra gói"),
    ("Q17", "Tệp không phải PDF thật hoặc lớn hơn 100 KB", "lúc nhận tệp và lúc tạo PDF"),
    ("Q18", "Thiếu tệp, thiếu bản ghi, thiếu số", "sổ cái tiến độ; kiểm tra gói"),
)


def rules_page() -> str:
    """Markdown, in Vietnamese, ending in a line feed."""
    heads = ("Mã", "Mức", "Loại sổ", "“Đúng như trong sổ”", "Thông báo", "Căn cứ")
    rules = [heads, ["---"] * len(heads), *map(_line, rules_in_order())]
    others = [("Mã", "Kiểm tra", "Ở đâu"), ["---"] * 3, *_ELSEWHERE]
    return (
        f"# Quy tắc kiểm tra\n\n{_SAID}\n\n{_table(rules)}\n\n"
        f"## Kiểm tra ở khâu khác\n\n{_table(others)}\n"
    )


def _line(rule: Rule) -> tuple[str, ...]:
    scope = _SCOPES.get(rule.scope, "")
    types = ", ".join(rule.types) or "mọi loại"
    return (
        rule.id,
        _SEVERITIES[rule.severity],
        f"{types} ({scope})" if scope else types,
        "được" if rule.vouchable else "không",
        _PLACE.sub("…", MESSAGES[rule.id]),
        rule.origin,
    )


def _table(lines: Iterable[Iterable[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
