"""The lists of the pages: lists drawn, lines of one list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from sohotich.domain.text import unmarked_key
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition
from sohotich.foundation.pages.states import Badge
from sohotich.oversight.merit.criteria import decimal_words
from sohotich.oversight.merit.models import (
    Choice,
    MeritLine,
    MeritList,
    PurposeKind,
    Stage,
    SubjectKind,
)
from sohotich.oversight.merit.rules import Rules, Subject

_STAGES = {
    Stage.DRAFT: ("quiet", "shape-open"),
    Stage.ANNOUNCED: ("action", "clock"),
    Stage.ISSUED: ("done", "shape-approved"),
}
_CHOICES = {
    Choice.OPEN: ("quiet", "shape-open"),
    Choice.TAKEN: ("done", "shape-check"),
    Choice.LEFT: ("quiet", "shape-dash"),
}


def stage_badge(found: MeritList) -> Badge:
    return Badge(found.get_stage_display(), *_STAGES[Stage(found.stage)])


def choice_badge(line: MeritLine, words: str = "") -> Badge:
    return Badge(words or line.get_choice_display(), *_CHOICES[Choice(line.choice)])


_SHORTER = {Choice.OPEN: "Chưa", Choice.TAKEN: "Đưa vào", Choice.LEFT: "Không"}


def proposal_badge(line: MeritLine) -> Badge:
    """Whether the criteria name the line, or cannot judge it."""
    if line.proposed:
        return Badge("Tiêu chí đề nghị", "action", "shape-check")
    if line.rank is None:
        return Badge("Không xếp hạng", "quiet", "shape-dash")
    return Badge("Không đề nghị", "quiet", "shape-open")


def lists_table() -> ListDefinition:
    """Rows are lists as `lists_seen` gives them."""
    return ListDefinition(
        (
            Column("ten", "Danh sách", lambda one: one.title, _list, "strong"),
            Column("tu", "Từ ngày", lambda one: one.first_day, sort="first_day"),
            Column("den", "Đến hết ngày", lambda one: one.last_day, sort="last_day"),
            Column("tinh_trang", "Tình trạng", stage_badge),
            Column("han", "Hạn kiến nghị", lambda one: one.comment_until, sort="comment_until"),
            Column("cho", "Kiến nghị chờ trả lời", lambda one: one.waiting, kind="number"),
        ),
        "thi-dua",
        title="Danh sách khen thưởng, phê bình",
        search=_by_title,
        empty_title="Chưa có danh sách nào",
        empty_words="Sở Tư pháp, Công an tỉnh lập danh sách; nơi được nêu thấy khi có thông báo.",
    )


def lines_table(found: MeritList) -> ListDefinition:
    """Rows are lines as `lines_seen` gives them; a column for each criterion's points."""
    commend = found.purpose == PurposeKind.COMMEND
    person = found.subject == SubjectKind.PERSON
    name = "Họ tên" if person else "Đơn vị"
    columns = [Column("ten", name, lambda line: line.name, _line, "strong", "name")]
    if person:
        columns.append(Column("don_vi", "Đơn vị", lambda line: line.unit_name, sort="unit_name"))
    if commend:
        columns.insert(0, Column("hang", "Hạng", lambda line: line.rank, None, "number", "rank"))
        columns.append(Column("diem", "Điểm", _score, None, "number", "score"))
    columns += _criteria(found, commend=commend)
    if commend:
        columns.append(Column("de_nghi", "Theo tiêu chí", _proposal))
    else:
        columns.append(Column("vi_sao", "Vì sao nêu tên", lambda line: line.why))
    columns += [
        Column("quyet_dinh", "Quyết định", lambda line: choice_badge(line, _SHORTER[line.choice])),
        Column("y_kien", "Ý kiến", lambda line: line.said or None, kind="number"),
    ]
    return ListDefinition(
        tuple(columns),
        f"thi-dua-{found.first_day:%Y-%m-%d}-{found.last_day:%Y-%m-%d}",
        title=found.title,
        chips=(
            Chip("de-nghi", "Tiêu chí đề nghị", lambda rows: rows.filter(proposed=True)),
            Chip("vao", "Đưa vào danh sách", lambda rows: rows.filter(choice=Choice.TAKEN)),
            Chip("mo", "Chưa quyết định", lambda rows: rows.filter(choice=Choice.OPEN)),
            Chip("cho", "Ý kiến chưa trả lời", lambda rows: rows.filter(unanswered__gt=0)),
        ),
        search=_by_name,
        search_words="Lọc theo tên",
    )


def _criteria(found: MeritList, *, commend: bool) -> list[Column]:
    keys = list(Rules(found.criteria.numbers).weights(Subject(found.subject)))
    if not commend:
        keys = [key for key in keys if key in ("progress", "punctual")]
    shown = "points" if commend else "value"
    return [
        Column(
            key,
            f"{_SHORT[key]} ({found.criteria.numbers[_policy(found, key)]})"
            if commend
            else _SHORT[key],
            lambda line, key=key: _of(line, key, shown),  # type: ignore[misc]
            kind="number",
        )
        for key in keys
    ]


_SHORT = {
    "progress": "Tiến độ",
    "pace": "Năng suất",
    "accuracy": "Nhập đúng",
    "returned": "Ít trả lại",
    "punctual": "Đúng giờ",
}


def _proposal(line: MeritLine) -> str:
    """As narrow as ten columns must be; the line's own page says why."""
    return "đề nghị" if line.proposed else "không xếp hạng" if line.rank is None else ""


def _policy(found: MeritList, key: str) -> str:
    return f"{'person' if found.subject == SubjectKind.PERSON else 'unit'}_{key}"


def _of(line: MeritLine, key: str, what: str) -> str:
    return next((str(one[what]) for one in line.evidence if one["criterion"] == key), "")


def _score(line: MeritLine) -> str:
    return decimal_words(line.score)


def _by_name(rows: Any, words: str) -> Any:
    wanted = unmarked_key(words).split()
    keys = [
        key
        for key, name, unit in rows.values_list("pk", "name", "unit_name")
        if all(word in unmarked_key(f"{name} {unit}") for word in wanted)
    ]
    return rows.filter(pk__in=keys)


def _by_title(rows: Any, words: str) -> Any:
    wanted = unmarked_key(words).split()
    kept = [one.pk for one in rows if all(word in unmarked_key(one.title) for word in wanted)]
    return rows.filter(pk__in=kept)


def _list(one: MeritList) -> str:
    return reverse("merit:list", args=[one.key])


def _line(line: MeritLine) -> str:
    return reverse("merit:line", args=[line.key])
