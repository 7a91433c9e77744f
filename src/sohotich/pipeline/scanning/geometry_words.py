"""Why a person should look at a page before its cuts are trusted, in words for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WORDS: Final = {
    "lost": "Không thấy rõ trang giấy trong ảnh: chụp lại trên nền sẫm, thấy đủ bốn góc",
    "edge": "Mép trang chưa rõ: kiểm tra có bị cắt mất chữ không",
    "cut_off": "Trang chạm mép ảnh: kiểm tra có thiếu phần nào không, thiếu thì chụp lại",
    "facing": "Ảnh có một phần trang bên cạnh: kiểm tra chỗ cắt ở gáy sổ",
    "turn": "Chưa chắc chiều của trang: nếu ngược hoặc nằm ngang thì quét lại cho xuôi",
    "sparse": "Trang rất ít chữ: kiểm tra có phải trang trắng hay lời khóa sổ không",
}
BLANK: Final = "Trang trắng: xác nhận không có trường hợp, hoặc quét lại nếu bị sót"


def page_words(doubts: Sequence[str], *, blank: bool) -> str:
    """One line for the kinds of `engines.imaging.PAGE_DOUBTS`; "" for a page without any."""
    said = [_WORDS[doubt] for doubt in doubts]
    return ". ".join([BLANK, *said] if blank else said)
