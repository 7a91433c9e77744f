"""Units side by side: who reported when, who has finished, who stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.progress.figures import Standing
from sohotich.engines.documents.progress.words import WORDS, in_sentence

# More names than these are counted in the text and found in the appendix.
NAMES_SHOWN = 5


@dataclass(frozen=True)
class Reporting:
    """When a unit reported: `at` as a clock time, "" for not at all; how late that was."""

    at: str = ""
    late_minutes: int = 0

    @property
    def shown(self) -> str:
        """`16:52`, `17:09 (muộn 9 phút)`, `chưa báo cáo`."""
        if not self.at:
            return "chưa báo cáo"
        return f"{self.at} (muộn {lateness(self.late_minutes)})" if self.late_minutes else self.at


@dataclass(frozen=True)
class UnitDay:
    """A unit's day as its parent sees it; None where nobody wrote it down.

    `finish` is when it is expected to finish, ready to print.
    """

    standing: Standing
    reporting: Reporting = Reporting()
    people: int | None = None
    shifts: int | None = None
    machines: int | None = None
    difficulty: str = ""
    finish: str = ""


@dataclass(frozen=True)
class UnitGroup:
    """Units under one name (a district's communes) and their whole; "" for units of no group."""

    name: str
    units: tuple[UnitDay, ...]
    whole: Standing | None = None


def lateness(minutes: int) -> str:
    """`9 phút`, `1 giờ 15 phút`, `2 ngày 3 giờ`."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [(days, "ngày"), (hours, "giờ"), (left if not days else 0, "phút")]
    return " ".join(f"{count} {word}" for count, word in parts if count) or "dưới 1 phút"


def reporting_text(units: Sequence[UnitDay], cut_off: str) -> str:
    """Who reported until the close, who was late, who did not."""
    missing = [unit for unit in units if not unit.reporting.at]
    late = [unit for unit in units if unit.reporting.at and unit.reporting.late_minutes]
    if not units:
        return "Không có đơn vị trực thuộc phải báo cáo."
    if not missing and not late:
        return f"Đến {cut_off}, {_all(units)} đã báo cáo đúng giờ."
    if len(missing) == len(units):
        none = "chưa đơn vị nào" if len(units) > 1 else "đơn vị trực thuộc duy nhất chưa"
        return f"Đến {cut_off}, {none} báo cáo. {FROM_THE_WORK}"
    reported = len(units) - len(missing)
    parts = [f"Đến {cut_off}, có {reported}/{grouped(len(units))} đơn vị đã báo cáo"]
    if late:
        parts.append(f"trong đó {counted(late, 'nộp muộn')}")
    text = ", ".join(parts)
    if missing:
        return f"{text}; {counted(missing, 'chưa báo cáo')}. {FROM_THE_WORK}"
    return f"{text}."


FROM_THE_WORK = "Số liệu của đơn vị chưa báo cáo lấy từ phần mềm lúc chốt."


def _all(units: Sequence[UnitDay]) -> str:
    if len(units) == 1:
        return "đơn vị trực thuộc duy nhất"
    return f"cả {grouped(len(units))} đơn vị"


def counted(units: Sequence[UnitDay], what: str) -> str:
    """`2 đơn vị chưa báo cáo (xã An Tập, xã Lâm Thao)`; many names stand in the appendix."""
    count = f"{grouped(len(units))} đơn vị {what}"
    if len(units) > NAMES_SHOWN:
        return count
    return f"{count} ({', '.join(in_sentence(unit.standing.name) for unit in units)})"


def units_text(units: Sequence[UnitDay], marks: Sequence[int]) -> tuple[str, ...]:
    """Who has finished, who has not begun, who stays below the `marks` (per cent, rising)."""
    with_work = [unit for unit in units if unit.standing.expected]
    if not with_work:
        return ()
    done = WORDS[goal.key].done if (goal := with_work[0].standing.goal) else "được duyệt"
    finished = [unit for unit in with_work if unit.standing.left == 0]
    if len(finished) == len(with_work):
        return (f"{_all(with_work).capitalize()} đã hoàn thành.",)
    none = [unit for unit in with_work if unit.standing.done == 0]
    said = [counted(finished, "đã hoàn thành")] if finished else []
    said += [counted(band, f"đạt {name}") for name, band in _bands(with_work, marks) if band]
    if len(none) == len(with_work):
        said = [f"chưa đơn vị nào có trường hợp {done}"]
    elif none:
        said.append(counted(none, f"chưa có trường hợp nào {done}"))
    text = "; ".join(said)
    standing = f"{text[0].upper()}{text[1:]}." if text else ""
    return tuple(filter(None, (standing, _still_text(with_work))))


def _bands(units: Sequence[UnitDay], marks: Sequence[int]) -> list[tuple[str, list[UnitDay]]]:
    bands = []
    lower = 0
    for mark in marks:
        name = f"dưới {mark} %" if not lower else f"từ {lower} % đến dưới {mark} %"
        band = [
            unit
            for unit in units
            if unit.standing.done
            and lower * unit.standing.expected <= 100 * unit.standing.done
            and 100 * unit.standing.done < mark * unit.standing.expected
        ]
        bands.append((name, band))
        lower = mark
    return bands


def _still_text(units: Sequence[UnitDay]) -> str:
    open_ = [unit for unit in units if unit.standing.left]
    still = [unit for unit in open_ if unit.standing.goal and unit.standing.goal.today == 0]
    fell = [unit for unit in open_ if unit.standing.goal and (unit.standing.goal.today or 0) < 0]
    parts = []
    if still:
        all_of = len(still) == len(open_) and len(open_) > 1
        parts.append(
            "không đơn vị nào tăng" if all_of and not fell else f"có {counted(still, 'không tăng')}"
        )
    if fell:
        parts.append(f"có {counted(fell, 'giảm')}")
    return f"Trong ngày {'; '.join(parts)}." if parts else ""
