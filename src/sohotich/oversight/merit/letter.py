"""An issued list as an official letter: who, by which points, what was said, the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.official.form import TEXT_WIDTH
from sohotich.engines.documents.official.letter import (
    Appendix,
    Block,
    Heading,
    OfficialLetter,
    Signer,
)
from sohotich.engines.documents.progress.figures import Sender
from sohotich.engines.documents.progress.listing import Field, Group, listing
from sohotich.oversight.merit.criteria import TITLES
from sohotich.oversight.merit.rules import Purpose, Rules, Subject

_WHO = {
    Subject.COMMUNE: "tập thể cấp xã",
    Subject.DISTRICT: "tập thể cấp huyện",
    Subject.PERSON: "cá nhân nhập liệu",
}
_WIDE = 247.0


@dataclass(frozen=True)
class Named:
    """One in the list; `evidence` as stored in the line."""

    name: str
    unit: str
    rank: int | None
    score: str
    why: str
    reason: str
    evidence: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Issue:
    """A list with all its letter needs. `judged`: everybody looked at; `appeals`, of which so many
    `answered`; `plan`: what the campaign goes by, `basis`: where the criteria were published.
    """

    sender: Sender
    purpose: Purpose
    subject: Subject
    first: date
    last: date
    day: date
    plan: str
    basis: str
    published: date
    numbers: Mapping[str, Any]
    named: tuple[Named, ...]
    judged: int
    appeals: int
    answered: int
    ground: str


def commending_sender(department: Sender, province: str) -> Sender:
    """The department's list goes to the chair by way of the department of home affairs (plan
    563/KH-UBND part III.8).
    """
    return replace(
        department,
        symbol="DS-STP",
        addressees=(f"Chủ tịch Ủy ban nhân dân {province} (qua Sở Nội vụ)",),
        recipients=("Như trên", f"Công an {province}", "Lưu: VT"),
    )


def criticising_sender(department: Sender, province: str) -> Sender:
    """The provincial police reports to the people's committee (part III.2.e)."""
    return Sender(
        parent_agency="Bộ Công an",
        agency=f"Công an\n{province}",
        symbol="BC-CAT",
        place=department.place,
        signer=Signer("", "GIÁM ĐỐC"),
        addressees=(f"Ủy ban nhân dân {province}",),
        recipients=("Như trên", f"Sở Tư pháp {province}", "Lưu: VT"),
    )


def list_letter(issue: Issue) -> OfficialLetter:
    """The list as a letter; its evidence follows on pages of its own."""
    commend = issue.purpose is Purpose.COMMEND
    who = _WHO[issue.subject]
    what = "đề nghị khen thưởng" if commend else "đề nghị phê bình"
    sender = issue.sender
    fields = [one for one in _FIELDS if issue.subject is Subject.PERSON or one is not _UNIT]
    fields = [one for one in fields if commend or one not in (_RANK, _SCORE)]
    table = listing("Danh sách", fields, [Group("", issue.named)], size=12, room=TEXT_WIDTH)
    body: list[Block] = [
        _opening(issue, who, what),
        Heading(f"1. {'Danh sách' if commend else 'Đơn vị'} {what}"),
        table,
        Heading("2. Tiêu chí đã công bố"),
        *_criteria(issue),
        Heading("3. Ý kiến, kiến nghị của nơi được nêu tên"),
        _said(issue),
    ]
    return OfficialLetter(
        agency=sender.agency,
        parent_agency=sender.parent_agency,
        number="",
        symbol=sender.symbol,
        place=sender.place,
        day=issue.day,
        kind="Danh sách" if commend else "Báo cáo",
        abstract=f"{what[:1].upper()}{what[1:]} {who}\n{_span(issue)}",
        body=tuple(body),
        signer=sender.signer,
        recipients=sender.recipients,
        addressees=sender.addressees,
        appendices=(Appendix("Số liệu của từng dòng", (_evidence(issue.named),)),),
    )


def _opening(issue: Issue, who: str, what: str) -> str:
    agency = issue.sender.agency.replace("\n", " ")
    count = grouped(len(issue.named))
    ground = f" {issue.ground.rstrip('.')}." if issue.ground else ""
    return (
        f"Thực hiện {issue.plan}, {agency} {what} {count} {who} {_span(issue)}, trong"
        f" {grouped(issue.judged)} nơi được xét.{ground} Số liệu do phần mềm số hóa sổ hộ tịch đếm"
        f" từ công việc, không lấy số tự khai."
    )


def _span(issue: Issue) -> str:
    return f"từ ngày {issue.first:%d/%m/%Y} đến ngày {issue.last:%d/%m/%Y}"


def _criteria(issue: Issue) -> Sequence[Block]:
    rules = Rules(issue.numbers)
    basis = issue.basis.rstrip(".")
    head = f"Công bố ngày {issue.published:%d/%m/%Y}, trước ngày đầu kỳ. Căn cứ: {basis}."
    if issue.purpose is Purpose.CRITICISE:
        bounds = (
            f"Nêu tên khi tiến độ dưới {rules.whole('criticise_progress')} % mức cần (đơn vị phải"
            f" làm từ {grouped(rules.whole('min_load'))} trường hợp), hoặc báo cáo muộn, không báo"
            f" cáo từ {rules.whole('criticise_days')} ngày."
        )
        return [head, bounds]
    weights = rules.weights(issue.subject)
    words = "; ".join(f"{TITLES[key].lower()} {full} điểm" for key, full in weights.items())
    people = issue.subject is Subject.PERSON
    share = rules.whole("commend_people" if people else "commend_units")
    unit = "lần nhập" if people else "trường hợp phải làm"
    return [
        head,
        f"Điểm tối đa của từng tiêu chí: {words}.",
        f"Đề nghị khi đạt từ {rules.whole('commend_points')} điểm và trong {share} % đứng đầu; xếp"
        f" hạng khi có từ {grouped(rules.least(issue.subject))} {unit}.",
    ]


def _said(issue: Issue) -> str:
    if not issue.appeals:
        return "Không có kiến nghị trong thời hạn."
    done = "tất cả" if issue.answered == issue.appeals else grouped(issue.answered)
    return f"Có {grouped(issue.appeals)} kiến nghị trong thời hạn; {done} đã được trả lời."


@dataclass(frozen=True)
class _Row:
    name: str
    title: str
    value: str
    points: str
    why: str


def _evidence(named: Sequence[Named]) -> Any:
    groups = [
        Group(
            f"{one.name}{f', {one.unit}' if one.unit else ''}",
            tuple(
                _Row(one.name, e["title"], e["value"], f"{e['points']}/{e['full']}", e["why"])
                for e in one.evidence
            ),
        )
        for one in named
    ]
    return listing("Số liệu", _EVIDENCE, groups, size=10, room=_WIDE)


_NAME: Field[Named] = Field("Tên", lambda one: one.name, width=36, align="left")
_UNIT: Field[Named] = Field("Đơn vị", lambda one: one.unit, width=28, align="left")
_RANK: Field[Named] = Field("Hạng", lambda one: one.rank)
_SCORE: Field[Named] = Field("Điểm", lambda one: one.score)
_REASON: Field[Named] = Field(
    "Lý do", lambda one: f"{one.why} {one.reason}".strip(), width=52, align="left"
)
_FIELDS = [_NAME, _UNIT, _RANK, _SCORE, _REASON]
_EVIDENCE: list[Field[_Row]] = [
    Field("Tiêu chí", lambda row: row.title, width=52, align="left"),
    Field("Kết quả", lambda row: row.value, width=24, align="left"),
    Field("Điểm", lambda row: row.points, width=20, align="left"),
    Field("Vì sao", lambda row: row.why, width=140, align="left"),
]
