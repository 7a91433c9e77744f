"""What the pages show beside their lists: criteria in words, a line with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from sohotich.domain.policies import POLICIES
from sohotich.foundation.administration.views.policies import value_words
from sohotich.foundation.database.clock import campaign_now, campaign_today
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.merit.issuing import obstacles
from sohotich.oversight.merit.listing import choice_badge, proposal_badge, stage_badge
from sohotich.oversight.merit.models import CriteriaSet, MeritLine, MeritList, Stage
from sohotich.oversight.merit.opinions import takes_words
from sohotich.oversight.merit.publishing import PREFIX
from sohotich.oversight.merit.rights import decides, speaks_for, whole_list
from sohotich.oversight.merit.rules import NAMES
from sohotich.oversight.reports.letters import WRITERS


@dataclass(frozen=True)
class Shown:
    """A number of the criteria as people read it."""

    title: str
    value: str
    unit: str


@dataclass(frozen=True)
class Source:
    """A criterion of a line; `address` opens what was counted, "" where the reader may not."""

    title: str
    value: str
    points: str
    full: int
    why: str
    words: str
    address: str


def numbers_shown(numbers: dict[str, Any]) -> list[Shown]:
    """The frozen numbers in the order of the policies; one no longer known is left out."""
    known = ((POLICIES[name], numbers.get(name.removeprefix(PREFIX))) for name in NAMES)
    return [
        Shown(policy.title, value_words(policy, value), policy.unit)
        for policy, value in known
        if value is not None
    ]


def set_badge(one: CriteriaSet, current: CriteriaSet | None) -> Badge:
    """In force, to come, or superseded."""
    if current is not None and one.key == current.key:
        return Badge("Đang áp dụng", "done", "shape-check")
    if one.applies_from > campaign_today():
        return Badge("Sắp áp dụng", "action", "clock")
    return Badge("Đã được thay", "quiet", "shape-dash")


def list_page(found: MeritList, actor: Actor) -> dict[str, Any]:
    """The context of a list's page, but for its lines and forms."""
    whole, deciding = whole_list(actor, found), decides(actor, found.purpose)
    issued = found.stage == Stage.ISSUED
    files = [
        (ending.upper(), reverse("merit:file", args=[found.key, ending])) for ending in WRITERS
    ]
    return {
        "found": found,
        "badge": stage_badge(found),
        "deciding": deciding and not issued,
        "draft": found.stage == Stage.DRAFT,
        "announced": found.stage == Stage.ANNOUNCED,
        "obstacles": obstacles(found) if deciding and found.stage == Stage.ANNOUNCED else [],
        "formats": files if whole and (deciding or issued) else [],
        "documents": list(found.documents.defer("content")) if whole and issued else [],
        "breadcrumb": [("Thi đua", reverse("merit:lists")), (found.title, "")],
    }


def line_page(line: MeritLine, actor: Actor) -> dict[str, Any]:
    """The context of a line's page, but for its forms."""
    found = line.merit_list
    opens = actor.can_somewhere("merit.view")
    deciding = decides(actor, found.purpose)
    trail = [("Thi đua", reverse("merit:lists")), (found.title, _list(found))] if opens else []
    return {
        "line": line,
        "found": found,
        "badge": stage_badge(found),
        "proposal": proposal_badge(line),
        "choice": choice_badge(line),
        "sources": sources(line, actor),
        "speaks": speaks_for(actor, line) and takes_words(found),
        "until": found.comment_until,
        "over": found.comment_until is not None and campaign_now() > found.comment_until,
        "deciding": deciding and found.stage != Stage.ISSUED,
        "answering": deciding and found.stage == Stage.ANNOUNCED,
        "breadcrumb": [*trail, (line.name, "")],
    }


def sources(line: MeritLine, actor: Actor) -> list[Source]:
    """The line's evidence, each criterion with the page that opens what was counted."""
    day = line.merit_list.last_day.isoformat()
    progress = f"{reverse('facts:unit', args=[line.unit_code])}?ngay={day}"
    reports = reverse("reports:one", args=[line.unit_code, day])
    found = []
    for one in line.evidence:
        punctual = one["criterion"] == "punctual"
        right = "report.view" if punctual else "progress.view"
        words = "Báo cáo ngày" if punctual else "Tiến độ"
        address = reports if punctual else progress
        found.append(
            Source(
                one["title"],
                one["value"],
                one["points"],
                one["full"],
                one["why"],
                words,
                address if actor.can(right, line.unit_code) else "",
            )
        )
    return found


def first_days(criteria: CriteriaSet | None) -> dict[str, Any]:
    """What the form for a new list starts with: from the criteria's day to yesterday."""
    if criteria is None:
        return {}
    return {"first": criteria.applies_from, "last": campaign_today() - timedelta(days=1)}


def _list(found: MeritList) -> str:
    return reverse("merit:list", args=[found.key])
