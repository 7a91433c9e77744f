"""The daily report of whoever stands above: a district's, or the department's for the province."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.official.letter import Appendix, Block, OfficialLetter
from sohotich.engines.documents.progress.commune import (
    closing,
    day_abstract,
    numbered,
    opening,
    said,
)
from sohotich.engines.documents.progress.figures import Campaign, Sender, Standing
from sohotich.engines.documents.progress.listing import Field, Group, filled, listing
from sohotich.engines.documents.progress.sentences import day_text
from sohotich.engines.documents.progress.tables import (
    counted_stages,
    so_far_table,
    stage_table,
    unit_fields,
)
from sohotich.engines.documents.progress.units import (
    Reporting,
    UnitDay,
    UnitGroup,
    reporting_text,
    units_text,
)


@dataclass(frozen=True)
class SynthesisDay:
    """One day of all units below one. `cut_off` is the clock time of the close ("18:00").

    `marks`: shares in per cent, rising, below which units are named. `text`, as in `CommuneDay`,
    takes the place of the text on the whole.
    """

    sender: Sender
    campaign: Campaign
    day: date
    cut_off: str
    whole: Standing
    groups: tuple[UnitGroup, ...]
    by_type: tuple[Standing, ...] = ()
    text: tuple[str, ...] = ()
    staffing: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    marks: tuple[int, ...] = (10, 50)

    @property
    def units(self) -> list[UnitDay]:
        """All units, group by group."""
        return [unit for group in self.groups for unit in group.units]


def synthesis_report(day: SynthesisDay) -> OfficialLetter:
    """The letter of one day of the units below one, with two appendices by unit."""
    figures: list[Block] = [stage_table(day.whole), *(day.text or day_text(day.whole))]
    parts: list[tuple[str, Sequence[Block]]] = [
        ("Tình hình báo cáo", [reporting_text(day.units, day.cut_off)]),
        ("Kết quả chung", figures),
    ]
    if len(day.by_type) > 1:
        table = so_far_table("Theo loại sổ", "Loại sổ", day.by_type, day.whole)
        parts.append(("Kết quả theo loại sổ", [table]))
    by_unit = [*units_text(day.units, day.marks), _pointer(day)] if day.units else []
    parts += [
        ("Kết quả theo đơn vị", by_unit),
        ("Nhân lực, thiết bị", said(day.staffing) if day.staffing else []),
        ("Khó khăn, vướng mắc", said(day.difficulties)),
        ("Đề xuất, kiến nghị", said(day.proposals)),
    ]
    return day.sender.letter(
        day=day.day,
        abstract=day_abstract("Tổng hợp kết quả thực hiện", day.campaign, day.day),
        body=(
            opening(day.sender, day.campaign, f"đến {day.cut_off} ngày {day.day:%d/%m/%Y}"),
            *numbered(parts),
            closing(day.sender),
        ),
        appendices=_appendices(day) if day.units else (),
    )


def _pointer(day: SynthesisDay) -> str:
    return f"Số liệu từng đơn vị tại Phụ lục I; {_beside(day)} tại Phụ lục II."


def _beside(day: SynthesisDay) -> str:
    """What the second appendix tells, for its title and for the sentence that points to it."""
    heads = {field.head for field in filled(PEOPLE, day.units)}
    told = [
        ("giờ báo cáo", True),
        ("nhân lực", bool(heads & {"Người", "Ca", "Máy"})),
        ("khó khăn", "Khó khăn" in heads),
        ("dự kiến hoàn thành", "Dự kiến hoàn thành" in heads),
    ]
    return ", ".join(words for words, there in told if there)


def _appendices(day: SynthesisDay) -> tuple[Appendix, ...]:
    stages = counted_stages([day.whole])
    figures = listing(
        "Theo đơn vị",
        unit_fields(stages),
        [
            Group(group.name, tuple(unit.standing for unit in group.units), group.whole)
            for group in day.groups
        ],
        whole=day.whole,
        size=9,
    )
    people = listing(
        "Nhân lực, khó khăn",
        PEOPLE,
        [Group(group.name, group.units) for group in day.groups],
        whole=_together(day),
    )
    return (
        Appendix(f"Số liệu theo đơn vị, ngày {day.day:%d/%m/%Y}", (figures,)),
        Appendix(_beside(day).capitalize(), (people,)),
    )


def _together(day: SynthesisDay) -> UnitDay:
    """The whole as a unit: hands and machines added up where anybody wrote them down."""

    def added(counts: Iterable[int | None]) -> int | None:
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    units = day.units
    reported = sum(bool(unit.reporting.at) for unit in units)
    return UnitDay(
        day.whole,
        Reporting(f"{grouped(reported)}/{grouped(len(units))} đơn vị"),
        people=added(unit.people for unit in units),
        shifts=added(unit.shifts for unit in units),
        machines=added(unit.machines for unit in units),
    )


PEOPLE: list[Field[UnitDay]] = [
    Field("Đơn vị", lambda unit: unit.standing.name, width=38, align="left"),
    Field("Giờ báo cáo", lambda unit: unit.reporting.shown, width=42, align="left"),
    Field("Người", lambda unit: unit.people, optional=True),
    Field("Ca", lambda unit: unit.shifts, optional=True),
    Field("Máy", lambda unit: unit.machines, optional=True),
    Field("Khó khăn", lambda unit: unit.difficulty, width=80, align="left", optional=True),
    Field("Dự kiến hoàn thành", lambda unit: unit.finish, width=36, align="left", optional=True),
]
