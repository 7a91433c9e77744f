"""The forecast's lists: the communes, the types of one, and what a trial would change."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse

from sohotich.domain.record_types import record_type
from sohotich.domain.text.figures import share
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.states import Badge
from sohotich.oversight.forecast.history import LAST, WORKED
from sohotich.oversight.forecast.model import Forecast, Outcome
from sohotich.oversight.forecast.reasons import WORDS, reasons
from sohotich.oversight.forecast.selectors import Board, Row
from sohotich.oversight.forecast.types import TypeForecast
from sohotich.oversight.forecast.verdicts import (
    DONE,
    IN_TIME,
    LATE,
    TIGHT,
    TITLES,
    UNKNOWN,
    Verdict,
    lateness,
    verdict,
)

_TONES = {LATE: "error", TIGHT: "doubt", IN_TIME: "action", DONE: "done", UNKNOWN: "quiet"}
_SHAPES = {
    LATE: "shape-cross",
    TIGHT: "shape-triangle",
    IN_TIME: "shape-arrow",
    DONE: "shape-check",
    UNKNOWN: "shape-open",
}


def badge_of(found: Verdict) -> Badge:
    """The verdict by word, shape and colour."""
    return Badge(found.words, _TONES[found.kind], _SHAPES[found.kind])


@dataclass(frozen=True)
class Line:
    """A commune in the list; `told`: its reasons."""

    row: Row
    verdict: Verdict
    told: tuple[str, ...]

    @property
    def forecast(self) -> Forecast:
        return self.row.forecast

    @property
    def address(self) -> str:
        return reverse("forecast:unit", args=[self.row.unit.code])


def lines_of(found: Board) -> list[Line]:
    """The communes, the latest first."""
    rows = sorted(found.rows, key=lambda row: lateness(row.forecast))
    ends_on = found.rules.ends_on
    return [Line(row, verdict(row.forecast, ends_on), reasons(row.forecast)) for row in rows]


def pace_words(found: Forecast) -> int | None:
    """A day's entries through the stage that holds the unit; None where no pace is known."""
    known = found.outcome in (Outcome.DATED, Outcome.TOO_FAR) and found.pace > 0
    return round(found.pace) if known else None


def needed_words(found: Forecast) -> int | None:
    """A day's entries from now to the end, rounded up; None when done or when the end is past."""
    if found.needed is None or not found.history.remaining:
        return None
    return math.ceil(found.needed)


def range_words(early: date | None, late: date | None) -> str:
    """`12/01 – 18/01` on one line, "" without dates."""
    return f"{early:%d/%m}\u00a0–\u00a0{late:%d/%m}" if early and late and early != late else ""


def _finish(found: Forecast) -> date | None:
    return found.finish if found.outcome is Outcome.DATED else None


def _range(found: Forecast) -> str:
    return range_words(found.early, found.late) if found.outcome is Outcome.DATED else ""


def _why(line: Line) -> str:
    dated = line.forecast.outcome in (Outcome.DATED, Outcome.TOO_FAR)
    return line.told[1] if dated else line.told[0]


def _of_kind(kind: str, line: Line) -> bool:
    return line.verdict.kind == kind


COMMUNES = ListDefinition(
    title="Dự báo ngày xong của các xã",
    file_name="du-bao",
    empty_title="Chưa có xã nào khai sổ",
    empty_words="Khi xã khai sổ và bắt đầu quét, dự báo hiện ở đây.",
    chips=tuple(Chip(k, title, rows_where(partial(_of_kind, k))) for k, title in TITLES.items()),
    columns=(
        Column(
            "don-vi",
            "Đơn vị",
            lambda line: line.row.name,
            link=lambda line: line.address,
            kind="strong",
            sort=True,
        ),
        Column("so-han", "So với hạn", lambda line: badge_of(line.verdict)),
        Column("xong", "Dự kiến xong", lambda line: _finish(line.forecast), sort=True),
        Column("khoang", "Trong khoảng", lambda line: _range(line.forecast)),
        Column(
            "con-lai",
            "Còn lại",
            lambda line: line.forecast.history.remaining,
            kind="number",
            sort=True,
        ),
        Column("nhip", "Nhịp", lambda line: pace_words(line.forecast), kind="number", sort=True),
        Column("can", "Cần", lambda line: needed_words(line.forecast), kind="number", sort=True),
        Column("vi-sao", "Vì sao", _why),
    ),
)

TYPES = ListDefinition(
    title="Dự báo theo loại sổ",
    file_name="du-bao-theo-loai",
    empty_title="Chưa khai sổ nào",
    columns=(
        Column("loai", "Loại sổ", lambda one: record_type(one.type_code).name, kind="strong"),
        Column("phai-lam", "Phải làm", lambda one: one.expected, kind="number"),
        Column("con-lai", "Còn lại", lambda one: one.remaining, kind="number"),
        Column("phan", "Phần việc nay", lambda one: _part(one), kind="number"),
        Column("xong", "Dự kiến xong", lambda one: one.finish if one.remaining else "đã xong"),
        Column(
            "khoang",
            "Trong khoảng",
            lambda one: range_words(one.early, one.late) if one.remaining else "",
        ),
    ),
)


def _part(one: TypeForecast) -> str:
    if not one.remaining:
        return "–"
    return share(round(one.share * 1000), 1000, 0) if one.share else "làm sau"


@dataclass(frozen=True)
class StageLine:
    """A stage of one commune: `pace` None where it has none of its own."""

    title: str
    so_far: int
    waiting: int
    pace: int | None
    note: str


def stage_lines(found: Forecast) -> list[StageLine]:
    """The pipeline, stage by stage; empty where nothing was reckoned."""
    line = found.line
    if line is None:
        return []
    lines = []
    for stage in (*WORKED, LAST):
        over = found.history.so_far(stage) >= found.history.expected
        follows = stage != LAST and line.pace[stage].follows
        note = "xong" if over else "chậm nhất" if stage == found.holds else ""
        if not note and stage != "scanned" and follows:
            note = "theo kịp khâu trước"
        lines.append(
            StageLine(
                WORDS[stage].capitalize(),
                found.history.so_far(stage),
                found.history.waiting(stage),
                None if over else _stage_pace(found, stage),
                note,
            )
        )
    return lines


def _stage_pace(found: Forecast, stage: str) -> int | None:
    line = found.line
    if line is None:
        return None
    if stage == LAST:
        return None if line.signing.per_day is None else round(line.signing.per_day)
    return round(line.usual(stage))


@dataclass(frozen=True)
class Compared:
    """A commune before and after a trial."""

    row: Row
    before: Forecast
    after: Forecast
    was: Verdict
    becomes: Verdict

    @property
    def changed(self) -> bool:
        return (self.before.finish, self.was.kind) != (self.after.finish, self.becomes.kind)


CHANGED = ListDefinition(
    title="Các xã có ngày xong thay đổi",
    file_name="thu-chuyen-nguoi",
    empty_title="Không xã nào đổi ngày xong",
    empty_words="Thêm lượt chuyển, hoặc đổi giờ làm, ngày cuối tuần, hạn.",
    columns=(
        Column("don-vi", "Đơn vị", lambda one: one.row.name, kind="strong"),
        Column("truoc", "Nay dự kiến xong", lambda one: _finish(one.before)),
        Column("so-truoc", "So với hạn", lambda one: badge_of(one.was)),
        Column("sau", "Sau thay đổi", lambda one: _finish(one.after)),
        Column("khoang", "Trong khoảng", lambda one: _range(one.after)),
        Column("so-sau", "So với hạn mới", lambda one: badge_of(one.becomes)),
    ),
)


def tally(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many of each kind, every kind in its order."""
    kinds = [one.kind for one in verdicts]
    return {kind: kinds.count(kind) for kind in TITLES}
