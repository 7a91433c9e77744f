"""What the machine is not sure of when it cuts and numbers a page, in words for the screen."""

from __future__ import annotations

from typing import Final

_CUTS: Final = {
    "": "Đường cắt chưa chắc",
    "no_rules": "Không thấy đường kẻ để cắt",
    "rules_lost": "Đường kẻ mờ, có thể cắt lệch",
    "rows_differ": "Số dòng kẻ khác với khai báo của sổ",
    "row_thin": "Ô ít chữ: kiểm tra có phải một trường hợp",
    "row_blots": "Ô có vết mực: kiểm tra có phải ô trống",
    "number_unseen": "Ô có chữ mà không thấy số",
    "number_doubtful": "Số ở lề mờ hoặc có vết mực",
    "numbers_close": "Hai số ở lề sát nhau",
    "two_in_one": "Ô cao bất thường: có thể gồm hai trường hợp",
    "break_inside": "Trong ô có chỗ ngắt: có thể gồm hai trường hợp",
    "note_crosses": "Ghi chú bên lề vượt qua đường cắt",
}
_NUMBERS: Final = {
    "moved": "Số không liền nhau ở đây: có thể thiếu trang, trùng trang hoặc cắt sót",
    "read_other": "Số đọc được trên ảnh khác số đề nghị",
    "short": "Chưa đủ số của sổ để đối chiếu: xem số của ô cuối",
    "over": "Nhiều trường hợp hơn số của sổ: kiểm tra trang trùng, ô thừa, số bis",
}


def cut_doubt(kind: str) -> str:
    """The words for a kind of `engines.imaging.DOUBTS`; general ones for a kind without words."""
    return _CUTS.get(kind, _CUTS[""])


def number_doubts(kind: str) -> tuple[str, ...]:
    """The words for a kind of `aligning.Placed.doubts`; none for ""."""
    return (_NUMBERS[kind],) if kind else ()
