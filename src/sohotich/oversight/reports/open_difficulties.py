"""The difficulties that were raised and are not closed, as a report of the day lists them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sohotich.foundation.database.clock import shown
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.difficulties.models import Difficulty
from sohotich.oversight.difficulties.selectors import Line, open_on
from sohotich.oversight.reports.chain import ZONE

Open = dict[str, Any]
"""`{"category", "urgency", "text", "raised_at" (ISO 8601), "answered"}`, as a report keeps it."""


def open_now(units: Collection[str], day: date) -> dict[str, list[Open]]:
    """Unit → its difficulties not closed at the end of that day; units without any are left out.

    Works as the scheduler: whoever sees a report sees what stands in the unit's way.
    """
    end = datetime.combine(day + timedelta(days=1), time(), ZONE)
    with as_service("scheduler", frozenset(units)):
        raised = Difficulty.objects.filter(unit_code__in=list(units), raised_at__lt=end)
        codes = raised.order_by("unit_code").values_list("unit_code", flat=True).distinct()
        found = {code: [_kept(line) for line in open_on(code, day)] for code in list(codes)}
    return {code: lines for code, lines in found.items() if lines}


def words_of(lines: Iterable[Open]) -> tuple[str, ...]:
    """A sentence for each: `Máy móc, dừng việc: … (nêu 09:10 07/01, chưa trả lời)`."""
    return tuple(_words(line) for line in lines)


def _words(line: Open) -> str:
    at = shown(CampaignTime.of(datetime.fromisoformat(line["raised_at"])))
    answered = "đã trả lời" if line["answered"] else "chưa trả lời"
    urgency = line["urgency"][:1].lower() + line["urgency"][1:]
    text = " ".join(str(line["text"]).split()).rstrip(".")
    return f"{line['category']}, {urgency}: {text} (nêu {at:%H:%M %d/%m}, {answered})"


def _kept(line: Line) -> Open:
    return {
        "category": line.category,
        "urgency": line.urgency,
        "text": line.text,
        "raised_at": line.raised_at.isoformat(),
        "answered": line.answered,
    }
