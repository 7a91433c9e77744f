"""The letters of a report as its page lists them: to be had, issued, to be issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from sohotich.foundation.people.actors import Actor
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.documents import Issue, issued_now, issues_of, kinds_of
from sohotich.oversight.reports.letters import WRITERS
from sohotich.oversight.reports.models import DocumentKind
from sohotich.oversight.reports.selectors import DayReport
from sohotich.oversight.reports.services import confirms_for

_ADDRESSES = {DocumentKind.DAILY: "file", DocumentKind.LATE: "late", DocumentKind.FINAL: "final"}


@dataclass(frozen=True)
class LetterRow:
    """`files`: (`DOCX`, address) as it stands, or as issued where that is the same (`current`);
    `issues`: each with (`DOCX`, address, SHA-256); `address` where it is issued, if one may now.
    """

    kind: DocumentKind
    files: list[tuple[str, str]]
    issues: list[tuple[Issue, list[tuple[str, str, str]]]]
    current: bool
    issuable: bool
    address: str

    @property
    def number(self) -> str:
        """Under which it went out as it stands; "" where it did not."""
        return self.issues[0][0].first.number if self.current else ""


def letter_rows(found: DayReport, actor: Actor) -> list[LetterRow]:
    """A row for each letter that the report can be had as, the day's own first."""
    code, day = found.office.code, found.period.day
    issues = issues_of(found.report)
    current = issued_now(found, issues)
    issuable = found.state in (State.ON_TIME, State.LATE) and confirms_for(actor, code)
    return [
        LetterRow(
            kind,
            files(_ADDRESSES[kind], code, day),
            [(issue, _kept(issue, code, day)) for issue in issues if issue.kind is kind],
            kind in current,
            issuable,
            reverse("reports:issue", args=[code, day.isoformat(), kind.value]),
        )
        for kind in kinds_of(found)
    ]


def files(name: str, code: str, day: date) -> list[tuple[str, str]]:
    """(`DOCX`, its address) of each form the letter can be had in."""
    return [
        (ending.upper(), reverse(f"reports:{name}", args=[code, day.isoformat(), ending]))
        for ending in WRITERS
    ]


def _kept(issue: Issue, code: str, day: date) -> list[tuple[str, str, str]]:
    address = [code, day.isoformat()]
    return [
        (row.ending.upper(), reverse("reports:issued", args=[*address, row.key]), row.sha256)
        for row in issue.rows
    ]
