"""The letters of a report as files: made as it stands, or kept byte for byte as issued."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.db import connection, transaction

from sohotich.engines.documents.official.letter import OfficialLetter
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.models import REPORT
from sohotich.foundation.files.services import open_link, store
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.reports.agencies import sender_of
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.final_letter import final_letter_of, has_final
from sohotich.oversight.reports.late_list import late_letter_of
from sohotich.oversight.reports.letters import WRITERS, letter_of
from sohotich.oversight.reports.models import DocumentKind, IssuedDocument, Report
from sohotich.oversight.reports.selectors import DayReport, day_report
from sohotich.oversight.reports.services import confirms_for

_NUMBER: Final = re.compile(r"[0-9]{1,6}[a-zA-Z]?")


@dataclass(frozen=True)
class Letter:
    """A kind of letter: how it is written, what its files are called, which reports have it."""

    write: Callable[[DayReport, str], OfficialLetter]
    stem: str
    there: Callable[[DayReport], bool]


LETTERS: Final = {
    DocumentKind.DAILY: Letter(letter_of, "bao-cao-ngay", lambda _: True),
    DocumentKind.LATE: Letter(late_letter_of, "danh-sach-cham", lambda found: bool(found.below)),
    DocumentKind.FINAL: Letter(final_letter_of, "bao-cao-tong-ket", has_final),
}


@dataclass(frozen=True)
class Issue:
    """One version of a letter as it was issued: a row for each form."""

    kind: DocumentKind
    rows: tuple[IssuedDocument, ...]

    @property
    def first(self) -> IssuedDocument:
        """Any of them: number, version, who and when are the same in each."""
        return self.rows[0]


def kinds_of(found: DayReport) -> list[DocumentKind]:
    """The letters that this report can be had as."""
    return [kind for kind, letter in LETTERS.items() if letter.there(found)]


def document_bytes(*, actor: Actor, found: DayReport, kind: DocumentKind, ending: str) -> bytes:
    """The letter in that form: the kept bytes where it was issued since the figures were frozen
    last, else made as the report stands, without a number.
    """
    issued = issued_now(found, issues_of(found.report)).get(kind)
    for row in issued.rows if issued else ():
        if row.ending == ending:
            return issued_bytes(actor=actor, document=row)
    return WRITERS[ending][1](LETTERS[kind].write(found, ""))


def issued_bytes(*, actor: Actor, document: IssuedDocument) -> bytes:
    """What was issued then, byte for byte; that it was read is put on record."""
    with open_link(actor=actor, link=document.link, purpose="report") as file:
        return file.read()


def issues_of(report: Report) -> list[Issue]:
    """Every version of every letter of the report, the newest of each kind first."""
    rows = IssuedDocument.objects.filter(report=report.key).select_related("link")
    ordered = sorted(rows, key=lambda row: (row.kind, -row.version, row.ending))
    return [
        Issue(DocumentKind(kind), tuple(group))
        for (kind, _), group in groupby(ordered, lambda row: (row.kind, row.version))
    ]


def issued_now(found: DayReport, issues: list[Issue]) -> dict[DocumentKind, Issue]:
    """Kind → its last version of these issues, where that tells what the report says now."""
    if found.state is State.REOPENED:
        return {}
    last: dict[DocumentKind, Issue] = {}
    for issue in issues:
        last.setdefault(issue.kind, issue)
    at = found.report.figures_at
    return {kind: issue for kind, issue in last.items() if issue.first.figures_at == at}


@transaction.atomic
def letter_issue(
    *, actor: Actor, unit: str, day: date, kind: DocumentKind, number: str
) -> list[IssuedDocument]:
    """Issue a letter of a closed and confirmed report in every form, under the number that the
    clerk gave; returns a row for each. Issued again it is the next version, the former ones stay.

    UserError: not closed or confirmed, a number that is none or stands on another letter, or
    nothing in it that differs from what was issued.
    """
    if not confirms_for(actor, unit):
        raise Forbidden("Chỉ người của đơn vị phát hành được văn bản của đơn vị.")
    _one_at_a_time(unit)
    Report.objects.select_for_update().filter(unit_code=unit, day=day).first()
    found = day_report(actor=actor, unit=unit, day=day)
    if found is None or not LETTERS[kind].there(found):
        raise UserError("Không có văn bản này.", where=f"{unit}, {day:%d/%m/%Y}")
    where = f"{found.office.name}, ngày {day:%d/%m/%Y}"
    if found.state not in (State.ON_TIME, State.LATE):
        mend = "Xác nhận báo cáo, chờ giờ chốt rồi phát hành."
        raise UserError("Báo cáo chưa xác nhận hoặc chưa chốt.", where=where, mend=mend)
    number = number.strip()
    _check_number(found, kind, number)
    letter = LETTERS[kind].write(found, number)
    made = {ending: write(letter) for ending, (_, write) in WRITERS.items()}
    return _keep(actor, found, kind, number, made)


def _keep(
    actor: Actor, found: DayReport, kind: DocumentKind, number: str, made: dict[str, bytes]
) -> list[IssuedDocument]:
    report, at = found.report, campaign_now()
    last = next((one for one in issues_of(report) if one.kind is kind), None)
    links = {
        ending: store(
            actor=actor,
            source=content,
            unit=report.unit_code,
            subject=REPORT,
            subject_key=report.key,
            purpose=f"{kind.value} {ending}",
            name=file_name(found, kind, ending),
            media_type=WRITERS[ending][0],
        )
        for ending, content in made.items()
    }
    if last and {row.sha256 for row in last.rows} == {link.sha256 for link in links.values()}:
        mend = "Tải bản đã phát hành; cần sửa thì đề nghị mở lại báo cáo trước."
        raise UserError("Văn bản này đã phát hành, không có gì khác.", mend=mend)
    rows = IssuedDocument.objects.bulk_create(
        IssuedDocument(
            report=report,
            unit_code=report.unit_code,
            kind=kind.value,
            version=last.first.version + 1 if last else 1,
            ending=ending,
            number=number,
            link=link,
            sha256=link.sha256,
            figures_at=report.figures_at,
            at=now(),
            campaign_at=at,
            actor_key=actor.key,
            actor_name=actor.name,
        )
        for ending, link in links.items()
    )
    record(
        actor=actor,
        action="report.issue",
        unit=report.unit_code,
        subject=REPORT,
        key=report.key,
        facts={
            "day": report.day.isoformat(),
            "kind": kind.value,
            "number": number,
            "version": rows[0].version,
            "sha256": {row.ending: row.sha256 for row in rows},
        },
    )
    return rows


def _one_at_a_time(unit: str) -> None:
    """Hold the unit's register of numbers until the transaction ends."""
    with connection.cursor() as cursor:
        name = f"report numbers:{unit}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _as_counted(number: str) -> str:
    """`05a` and `5A` are one number: below ten it is written with a nought (NĐ 30/2020)."""
    return number.lstrip("0").upper()


def _check_number(found: DayReport, kind: DocumentKind, number: str) -> None:
    if not _NUMBER.fullmatch(number):
        mend = "Ghi số do văn thư cấp, ví dụ 12."
        raise UserError("Số văn bản không đúng dạng.", where=f"Số “{number[:20]}”", mend=mend)
    others = IssuedDocument.objects.filter(
        unit_code=found.office.code, report__day__year=found.period.day.year
    ).exclude(report=found.report.key, kind=kind.value)
    taken = others.values_list("number", flat=True).distinct()
    if _as_counted(number) in map(_as_counted, taken):
        mend = "Xem lại sổ văn bản đi, ghi số khác."
        shown = f"Số {number}/{sender_of(found.offices, found.office).symbol}"
        raise UserError("Số này đã dùng cho văn bản khác.", where=shown, mend=mend)


def file_name(found: DayReport, kind: DocumentKind, ending: str) -> str:
    """`bao-cao-ngay-2025-01-07-09508.docx`."""
    stem = LETTERS[kind].stem
    return f"{stem}-{found.period.day.isoformat()}-{found.office.code}.{ending}"
