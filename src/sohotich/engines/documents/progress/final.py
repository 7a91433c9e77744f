"""The report at the end of the campaign: what came of all its days."""

from __future__ import annotations

from collections.abc import Sequence

from sohotich.engines.documents.official.form import TEXT_WIDTH, long_date, one_line
from sohotich.engines.documents.official.letter import (
    Appendix,
    Block,
    Column,
    Head,
    OfficialLetter,
    Row,
    Share,
    Span,
    Table,
)
from sohotich.engines.documents.progress.commune import UNKNOWN, closing, numbered, said
from sohotich.engines.documents.progress.figures import Standing
from sohotich.engines.documents.progress.final_figures import Final, FinalDay, FinalUnit, total
from sohotich.engines.documents.progress.final_text import discipline_text, final_text
from sohotich.engines.documents.progress.listing import Field, Group, listing
from sohotich.engines.documents.progress.tables import (
    counted_stages,
    so_far_fields,
    so_far_table,
    stage_title,
    stage_value,
)
from sohotich.engines.documents.progress.words import NOT_BUILT


def final_report(final: Final) -> OfficialLetter:
    """The letter at the end, with the units in an appendix."""
    whole, campaign = final.whole, final.campaign
    text = final.text or final_text(whole, final.days)
    parts: list[tuple[str, Sequence[Block]]] = [
        ("Kết quả chung", [_result_table(whole), *text]),
    ]
    if len(final.by_type) > 1:
        table = so_far_table("Theo loại sổ", "Loại sổ", final.by_type, whole)
        parts.append(("Kết quả theo loại sổ", [table]))
    if final.days:
        parts.append(("Diễn biến theo ngày", [_day_table(final)]))
    units = any(group.units for group in final.groups)
    parts += [
        ("Chấp hành chế độ báo cáo", [discipline_text(total(final.days))]),
        ("Kết quả theo đơn vị", ["Số liệu từng đơn vị tại Phụ lục kèm theo."] if units else []),
        ("Nhân lực, thiết bị", said(final.staffing, UNKNOWN)),
        ("Khó khăn, vướng mắc", said(final.difficulties)),
        ("Đề xuất, kiến nghị", said(final.proposals)),
    ]
    return final.sender.letter(
        day=final.day,
        abstract=f"Tổng kết {campaign.name}\n"
        f"từ ngày {campaign.first:%d/%m/%Y} đến ngày {campaign.last:%d/%m/%Y}",
        body=(
            f"Thực hiện {campaign.basis}, {one_line(final.sender.agency)} báo cáo kết quả "
            f"{campaign.days} ngày, tính đến hết {long_date(campaign.last)}, như sau:",
            *numbered(parts),
            closing(final.sender),
        ),
        appendices=(_appendix(final),) if units else (),
    )


def _result_table(whole: Standing) -> Table:
    rows: list[Row] = []
    beside = [stage for stage in (whole.returned, *whole.others) if stage is not None]
    for index, stage in enumerate([*whole.stages, *beside], start=1):
        if stage.so_far is None:
            rows.append(Row((index, stage.label, Span(NOT_BUILT, 4))))
        elif stage in whole.stages:
            left = max(0, whole.expected - stage.so_far)
            share = Share(stage.so_far, whole.expected)
            rows.append(Row((index, stage.label, whole.expected, stage.so_far, left, share)))
        else:
            rows.append(Row((index, stage.label, None, stage.so_far, None, "")))
    columns = (Column(9, "center"), Column(62, "left"), Column(23), Column(23), Column(23))
    heads = ("TT", "Nội dung", "Tổng số", "Đã làm", "Còn lại", "Tỷ lệ")
    return Table("Kết quả", (*columns, Column(22)), (tuple(map(Head, heads)),), tuple(rows))


def _day_table(final: Final) -> Table:
    stages = counted_stages([day.standing for day in final.days])
    fields: list[Field[FinalDay]] = [
        Field("Ngày", lambda day: f"{day.day:%d/%m}", width=14, align="center"),
        *(_of_day(key) for key in stages),
        Field("Tỷ lệ", lambda day: Share(day.standing.done, day.standing.expected)),
        Field("Đúng giờ", lambda day: day.discipline.on_time, "Báo cáo"),
        Field("Muộn", lambda day: day.discipline.late, "Báo cáo"),
        Field("Không", lambda day: day.discipline.missing, "Báo cáo"),
    ]
    return listing("Theo ngày", fields, [Group("", final.days)], room=TEXT_WIDTH)


def _of_day(key: str) -> Field[FinalDay]:
    value = stage_value(key, today=True)
    return Field(stage_title(key), lambda day: value(day.standing), "Tăng trong ngày")


def _appendix(final: Final) -> Appendix:
    stages = counted_stages([final.whole])
    fields: list[Field[FinalUnit]] = [
        *(_of_unit(field) for field in so_far_fields("Đơn vị", stages, width=36, books=True)),
        Field("Đúng giờ", lambda unit: unit.discipline.on_time, "Báo cáo"),
        Field("Muộn", lambda unit: unit.discipline.late, "Báo cáo"),
        Field("Không", lambda unit: unit.discipline.missing, "Báo cáo"),
    ]
    groups = [Group(group.name, group.units, group.whole) for group in final.groups]
    whole = FinalUnit(final.whole, total(final.days))
    table = listing("Theo đơn vị", fields, groups, whole=whole, size=10)
    return Appendix("Kết quả theo đơn vị", (table,))


def _of_unit(field: Field[Standing]) -> Field[FinalUnit]:
    value = field.value
    return Field(
        field.head, lambda unit: value(unit.standing), field.group, field.width, field.align
    )
