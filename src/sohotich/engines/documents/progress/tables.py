"""The tables of figures in the progress reports; their columns follow the steps of the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sohotich.engines.documents.official.form import TEXT_WIDTH
from sohotich.engines.documents.official.letter import Cell, Column, Head, Row, Share, Span, Table
from sohotich.engines.documents.progress.figures import StageFigure, Standing
from sohotich.engines.documents.progress.listing import Field, Group, listing
from sohotich.engines.documents.progress.words import NOT_BUILT, WORDS


def stage_table(standing: Standing) -> Table:
    """One unit, a row for each stage: whole, today, so far, share."""
    beside = [stage for stage in (standing.returned, *standing.others) if stage is not None]
    rows = [_stage(stage, standing.expected) for stage in standing.stages]
    rows += [_stage(stage, None) for stage in beside]
    return Table(
        name="Kết quả",
        columns=(
            Column(9, "center"),
            Column(62, "left"),
            Column(22),
            Column(26),
            Column(22),
            Column(21),
        ),
        head=(tuple(map(Head, ("TT", "Nội dung", "Tổng số", "Trong ngày", "Lũy kế", "Tỷ lệ"))),),
        rows=tuple(Row((index, *cells)) for index, cells in enumerate(rows, start=1)),
    )


def _stage(stage: StageFigure, expected: int | None) -> tuple[Cell, ...]:
    if stage.so_far is None:
        return (stage.label, Span(NOT_BUILT, 4))
    part = "" if expected is None else Share(stage.so_far, expected)
    return (stage.label, expected, stage.today, stage.so_far, part)


def so_far_table(
    name: str, first: str, standings: Sequence[Standing], whole: Standing | None = None
) -> Table:
    """Units or kinds of books one below the other: so far by stage, what is left, share."""
    fields = so_far_fields(first, counted_stages([*standings, *([whole] if whole else [])]))
    return listing(name, fields, [Group("", tuple(standings))], whole=whole, room=TEXT_WIDTH)


def so_far_fields(
    first: str, stages: Sequence[str], *, width: float = 26, books: bool = False
) -> list[Field[Standing]]:
    """A line of what each stage has done so far; `first` heads the names, `width` mm wide."""
    fields: list[Field[Standing]] = [Field(first, lambda one: one.name, width=width, align="left")]
    if books:
        fields.append(Field("Số sổ", lambda one: one.books, optional=True))
    return [
        *fields,
        Field("Tổng số", lambda one: one.expected),
        *(
            Field(stage_title(key), stage_value(key, today=False), "Lũy kế theo khâu")
            for key in stages
        ),
        *ENDING,
    ]


def unit_fields(stages: Sequence[str]) -> list[Field[Standing]]:
    """A unit's line in full: books, whole, and each stage's day beside its so far."""
    fields: list[Field[Standing]] = [
        Field("Đơn vị", lambda one: one.name, width=30, align="left"),
        Field("Số sổ", lambda one: one.books, optional=True),
        Field("Tổng số", lambda one: one.expected),
    ]
    for key in stages:
        fields += [
            Field("Trong ngày", stage_value(key, today=True), stage_title(key)),
            Field("Lũy kế", stage_value(key, today=False), stage_title(key)),
        ]
    return [*fields, *ENDING]


def stage_title(key: str) -> str:
    """`Soát xét`, above a column."""
    step = WORDS[key].short
    return f"{step[0].upper()}{step[1:]}"


def stage_value(key: str, *, today: bool) -> Callable[[Standing], int | None]:
    def value(standing: Standing) -> int | None:
        stage = standing.stage(key)
        if stage is None:
            return None
        return stage.today if today else stage.so_far

    return value


ENDING: list[Field[Standing]] = [
    Field("Còn lại", lambda one: one.left),
    Field("Tỷ lệ", lambda one: Share(min(one.done, one.expected), one.expected)),
]


def counted_stages(standings: Sequence[Standing]) -> list[str]:
    """The keys of the stages that count anywhere, in the order of the funnel."""
    keys = {stage.key for standing in standings for stage in standing.built}
    return [key for key in WORDS if key in keys]
