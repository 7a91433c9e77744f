"""The words of each stage, and how counts, lists and shares stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sohotich.domain.text.figures import grouped, share


@dataclass(frozen=True)
class StageWords:
    """`step`: "khâu soát xét"; `done`: "trường hợp được soát xét"; `short` heads a column."""

    step: str
    done: str
    short: str


WORDS: Final = {
    "scanned": StageWords("quét", "được quét", "quét"),
    "keyed": StageWords("nhập", "được nhập", "nhập"),
    "agreed": StageWords("thống nhất hai lần nhập", "được thống nhất hai lần nhập", "thống nhất"),
    "reviewed": StageWords("soát xét", "được soát xét", "soát xét"),
    "approved": StageWords("duyệt", "được duyệt", "duyệt"),
    "exported": StageWords("chuyển", "được chuyển", "chuyển"),
    "accepted": StageWords("tiếp nhận", "được Cơ sở dữ liệu hộ tịch tiếp nhận", "tiếp nhận"),
}

NOT_BUILT: Final = "chưa triển khai"


def entries(count: int) -> str:
    """`1.212 trường hợp`."""
    return f"{grouped(count)} trường hợp"


def percent(part: int, whole: int) -> str:
    """`37,2 %`; `dưới 0,1 %` for a part too small to show, because it is not nothing."""
    return "dưới 0,1 %" if 0 < part * 1000 < whole else share(part, whole)


def joined(words: Sequence[str]) -> str:
    """`quét, nhập và duyệt`."""
    *before, last = words
    return f"{', '.join(before)} và {last}" if before else last


def in_sentence(name: str) -> str:
    """A unit within a sentence: `xã An Tập`, `thị trấn Thứa`, `Ủy ban nhân dân xã An Tập`."""
    first = name.split(" ", 1)[0]
    return name[0].lower() + name[1:] if first in KINDS else name


KINDS: Final = frozenset({"Xã", "Phường", "Thị", "Huyện", "Thành", "Quận", "Tỉnh", "Đặc"})


def sentence(text: str) -> str:
    """With a capital in front and one full stop behind; "" stays ""."""
    text = text.strip().rstrip(".")
    return f"{text[0].upper()}{text[1:]}." if text else ""
