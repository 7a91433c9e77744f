"""Drawing a list, announcing it, deciding its lines, issuing it: one lock each, all on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from sohotich.domain.places import Level
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign, campaign_now, campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.people.units import unit_names
from sohotich.oversight.merit.candidates import candidates
from sohotich.oversight.merit.criteria import TITLES, decimal_words
from sohotich.oversight.merit.models import Choice, CriteriaSet, MeritLine, MeritList, Stage
from sohotich.oversight.merit.publishing import criteria_on
from sohotich.oversight.merit.rights import ensure_decides
from sohotich.oversight.merit.rules import Purpose, Rules, Subject
from sohotich.oversight.merit.scoring import Placed, Scored, criticised, placed
from sohotich.oversight.reports.chain import ZONE, tiers_on

_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class Evidence:
    """A criterion in a line, as words: what was found, the points of it, why."""

    criterion: str
    title: str
    value: str
    points: str
    full: int
    why: str


@transaction.atomic
def list_draw(
    *, actor: Actor, purpose: Purpose, subject: Subject, first: date, last: date
) -> MeritList:
    """Judge these days by the criteria published before them; a draft of the same days is drawn
    anew, its decisions gone. UserError where the days are not over, two sets judge them or none,
    where there is nobody to name, or the list was announced already.
    """
    ensure_decides(actor, purpose)
    criteria = _criteria(first, last)
    _ensure_subject(purpose, subject, last)
    rules = Rules(criteria.numbers)
    found = candidates(subject, first, last, rules)
    if purpose is Purpose.COMMEND:
        # Who had nothing to do cannot do it well.
        lines = placed([one for one in found if one.load], subject, rules)
    else:
        lines = criticised(found, subject, rules)
    if not lines:
        where = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
        raise UserError("Không có ai để lập danh sách.", where=where, mend="Chọn ngày khác.")
    drawn = _row(actor, purpose, subject, first, last, criteria)
    drawn.lines.all().delete()
    MeritLine.objects.bulk_create(_lines(drawn, subject, lines))
    _record(actor, "merit.draw", drawn, lines=len(lines))
    return drawn


@transaction.atomic
def list_announce(*, actor: Actor, key: UUID) -> MeritList:
    """Show everybody named their line, and take their word until the end of the policy's days."""
    found = _held(actor, key, Stage.DRAFT, "Danh sách đã thông báo.")
    days = Rules(found.criteria.numbers).whole("comment_days")
    until = datetime.combine(campaign_today() + timedelta(days=days), _LAST_MINUTE, ZONE)
    found.stage, found.comment_until = Stage.ANNOUNCED, CampaignTime.of(until)
    found.announced_at, found.announced_by_name = campaign_now(), actor.name
    found.save()
    _record(actor, "merit.announce", found, until=until.isoformat())
    return found


@transaction.atomic
def line_choose(*, actor: Actor, line: UUID, taken: bool, reason: str) -> MeritLine:
    """Decide one line; as often as wanted until the list is issued. A reason always."""
    row = MeritLine.objects.filter(key=line).first()
    if row is None:
        raise Forbidden
    found = _open_list(actor, row.merit_list_id)
    _choose(actor, [row], reason, {row.key: taken})
    _record(actor, "merit.choose", found, line=str(line), taken=taken)
    return row


@transaction.atomic
def rest_choose(*, actor: Actor, key: UUID, reason: str) -> int:
    """Decide every line still open as the criteria propose; returns how many those were."""
    found = _open_list(actor, key)
    rows = list(found.lines.filter(choice=Choice.OPEN))
    _choose(actor, rows, reason, {row.key: row.proposed for row in rows})
    _record(actor, "merit.choose", found, lines=len(rows))
    return len(rows)


def list_hold(actor: Actor, key: UUID) -> MeritList:
    """The list, locked until the transaction ends; Forbidden for who does not decide it."""
    found = MeritList.objects.select_for_update(of=("self",)).select_related("criteria")
    held = found.get(key=key)
    ensure_decides(actor, held.purpose)
    return held


def list_where(found: MeritList) -> str:
    """How errors name a list."""
    return f"{found.title}, {found.first_day:%d/%m/%Y}–{found.last_day:%d/%m/%Y}"


def written(text: str, where: str, most: int) -> str:
    """Text as stored; UserError where it is empty or too long."""
    text = text.strip()
    if not text:
        raise UserError(f"Thiếu {where[:1].lower()}{where[1:]}.", where=where, mend="Ghi vào đây.")
    ensure_short(text, where, most)
    return text


def _held(actor: Actor, key: UUID, stage: Stage, otherwise: str) -> MeritList:
    found = list_hold(actor, key)
    if found.stage != stage:
        raise UserError(otherwise, where=list_where(found), mend="Tải lại trang.")
    return found


def _open_list(actor: Actor, key: UUID) -> MeritList:
    found = list_hold(actor, key)
    if found.stage == Stage.ISSUED:
        raise UserError(
            "Danh sách đã phát hành, không sửa được nữa.",
            where=list_where(found),
            mend="Lập danh sách cho những ngày khác nếu cần.",
        )
    return found


def _criteria(first: date, last: date) -> CriteriaSet:
    where = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
    found = campaign()
    if found is None or first < found.starts_on or first > last:
        raise UserError("Kỳ không hợp lệ.", where=where, mend="Chọn những ngày của đợt số hóa.")
    if last >= campaign_today():
        mend = "Chọn ngày cuối đã qua: số liệu trong ngày còn thay đổi."
        raise UserError("Kỳ chưa hết.", where=where, mend=mend)
    criteria = criteria_on(first)
    if criteria is None:
        mend = "Chọn ngày đầu sau ngày công bố tiêu chí."
        raise UserError("Ngày đầu kỳ chưa có tiêu chí công bố trước.", where=where, mend=mend)
    later = criteria_on(last)
    if later is not None and later.key != criteria.key:
        mend = "Lập hai danh sách, mỗi danh sách theo một bộ tiêu chí."
        since = f"Từ {later.applies_from:%d/%m/%Y} áp dụng tiêu chí khác."
        raise UserError(since, where=where, mend=mend)
    return criteria


def _ensure_subject(purpose: Purpose, subject: Subject, last: date) -> None:
    if purpose is Purpose.CRITICISE and subject is Subject.PERSON:
        mend = "Kế hoạch chỉ giao đề nghị phê bình đơn vị, địa phương."
        raise UserError("Không lập danh sách phê bình cá nhân.", where="Đối tượng", mend=mend)
    if subject is Subject.DISTRICT and Level.DISTRICT not in tiers_on(last):
        mend = "Từ 01/07/2025 không còn cấp huyện."
        raise UserError("Kỳ này không có đơn vị cấp huyện.", where="Đối tượng", mend=mend)


def _row(
    actor: Actor,
    purpose: Purpose,
    subject: Subject,
    first: date,
    last: date,
    criteria: CriteriaSet,
) -> MeritList:
    """The draft of these days, made where there is none, held."""
    days = {"purpose": purpose, "subject": subject, "first_day": first, "last_day": last}
    drawn = {"criteria": criteria, "drawn_at": campaign_now(), "drawn_by_name": actor.name}
    MeritList.objects.bulk_create([MeritList(**days, **drawn)], ignore_conflicts=True)
    found = MeritList.objects.select_for_update().get(**days)
    if found.stage != Stage.DRAFT:
        mend = "Mở danh sách đã có."
        raise UserError("Danh sách của kỳ này đã thông báo.", where=list_where(found), mend=mend)
    for name, content in drawn.items():
        setattr(found, name, content)
    found.save()
    return found


def _lines(drawn: MeritList, subject: Subject, lines: Sequence[Placed]) -> list[MeritLine]:
    names = unit_names({line.candidate.unit for line in lines})
    person = subject is Subject.PERSON
    return [
        MeritLine(
            merit_list=drawn,
            subject=subject.value,
            unit_code=line.candidate.unit,
            person_key=UUID(line.candidate.key) if person else None,
            name=line.candidate.name,
            unit_name=names.get(line.candidate.unit, "") if person else "",
            place=place,
            rank=line.rank,
            score=line.score,
            evidence=[asdict(_evidence(one)) for one in line.scored],
            proposed=line.proposed,
            why=line.why,
            tie=line.tie,
        )
        for place, line in enumerate(lines, start=1)
    ]


def _evidence(one: Scored) -> Evidence:
    points = decimal_words(one.points)
    mark = one.mark
    return Evidence(one.criterion, TITLES[one.criterion], mark.value, points, one.full, mark.why)


def _choose(actor: Actor, rows: Sequence[MeritLine], reason: str, taken: dict[UUID, bool]) -> None:
    reason = written(reason, "Lý do", 500)
    for row in rows:
        row.choice = Choice.TAKEN if taken[row.key] else Choice.LEFT
        row.choice_reason, row.chosen_by_name = reason, actor.name
        row.chosen_at = campaign_now()
    MeritLine.objects.bulk_update(rows, ["choice", "choice_reason", "chosen_by_name", "chosen_at"])


def _record(actor: Actor, action: str, found: MeritList, **facts: object) -> None:
    days = {"from": found.first_day.isoformat(), "to": found.last_day.isoformat()}
    record(
        actor=actor,
        action=action,
        unit="",
        subject="merit_list",
        key=found.key,
        facts={"purpose": found.purpose, "subject": found.subject, **days, **facts},
    )
