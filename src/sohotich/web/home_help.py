"""The rows of Việc hôm nay about difficulties and broadcasts: no word of what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse

from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.difficulties.audience import unread
from sohotich.oversight.difficulties.clock import left_words
from sohotich.oversight.difficulties.models import Difficulty
from sohotich.oversight.difficulties.people import ANSWER
from sohotich.oversight.difficulties.selectors import came_back, waiting_for
from sohotich.web.home_queues import Queue

_NOTHING_TO_ANSWER = "Không có khó khăn chờ. Hàng này có việc khi xã nêu khó khăn."


def with_help(rows: list[Queue], actor: Actor) -> list[Queue]:
    """The rows with answers that came back, difficulties to answer, broadcasts to read; of the
    difficulties an overdue one comes before other work.
    """
    waiting = _waiting(actor)
    more = [row for row in (*_came_back(actor), *_unread(actor)) if row.count]
    if waiting is not None and waiting.late:
        return [replace(waiting, first=True), *(row.plain() for row in rows), *more]
    found = [*rows, *([waiting] if waiting is not None else []), *more]
    if any(row.first for row in found):
        return found
    begin = next((place for place, row in enumerate(found) if row.count), None)
    return [replace(row, first=place == begin) for place, row in enumerate(found)]


def _waiting(actor: Actor) -> Queue | None:
    if not actor.can_somewhere(ANSWER):
        return None
    rows = list(waiting_for(actor))
    due, late = left_words(rows[0].due_at, campaign_now()) if rows else ("", False)
    return Queue(
        count=len(rows),
        title="Khó khăn chờ trả lời",
        words=_kinds(rows) or _NOTHING_TO_ANSWER,
        button="Trả lời",
        address=reverse("difficulties:one", args=[rows[0].key]) if rows else "",
        due=due,
        late=late,
    )


def _came_back(actor: Actor) -> list[Queue]:
    rows = list(came_back(actor))
    if not rows:
        return []
    return [
        Queue(
            count=len(rows),
            title="Khó khăn của anh/chị đã có trả lời",
            words=_kinds(rows),
            button="Xem trả lời",
            address=reverse("difficulties:one", args=[rows[0].key]),
        )
    ]


def _unread(actor: Actor) -> list[Queue]:
    rows = unread(actor)
    if not rows:
        return []
    more = len(rows) - 1
    return [
        Queue(
            count=len(rows),
            title="Thông báo chưa đọc",
            words=f"{rows[0].title}{f' và {grouped(more)} thông báo khác' if more else ''}",
            button="Đọc",
            address=reverse("difficulties:broadcast", args=[rows[0].key]),
        )
    ]


def _kinds(rows: Iterable[Difficulty]) -> str:
    """`Máy móc (2), Sổ hỏng, mất`: what they are about, not what they say."""
    counted = Counter(row.get_category_display() for row in rows)
    named = (f"{name} ({grouped(n)})" if n > 1 else name for name, n in counted.most_common(3))
    return "; ".join(named)
