"""The roll-up in SQL: the ledger's events of each book and day, summed to the end of each day.

A change of state raises or lowers each stage between its two ends by one; a day's figure is what
stood the day before plus all that changed up to its midnight. So nothing is counted twice, whatever
came back and went on again, work of another day that is written late lands on its own day, and
today follows from yesterday without reading the whole campaign.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sohotich.domain.workflow import RETURNING, STATES
from sohotich.foundation.database.keys import NEW_KEY_SQL
from sohotich.oversight.facts.stages import FUNNEL, RETURNED, rank

ZONE: Final = "Asia/Ho_Chi_Minh"


def parameters() -> dict[str, Any]:
    """The workflow's tables, as the statements below take them."""
    return {"states": list(STATES), "ranks": [rank(state) for state in STATES], "zone": ZONE}


def _each(form: Callable[[str, int], str]) -> str:
    return ", ".join(form(stage, place) for place, stage in enumerate(FUNNEL, start=1))


_DAY: Final = "(campaign_at AT TIME ZONE %(zone)s)::date"
# Up to the last day's midnight. What was done before the campaign is of the day `before` it.
_UP_TO_LAST: Final = "campaign_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s"
_IN_DAYS: Final = f"""{_UP_TO_LAST}
            AND (campaign_at >= %(since)s::timestamp AT TIME ZONE %(zone)s
                OR %(since)s::date = %(before)s::date)"""
# As the ledger's index of returns has it, word for word.
_RETURNING: Final = ", ".join(f"'{action}'" for action in sorted(RETURNING))

# Parameters: units, since (the first day to compute), before, last.
_MOVES: Final = f"""
    ranks(state, rank) AS (SELECT * FROM unnest(%(states)s::text[], %(ranks)s::int[])),
    moves AS MATERIALIZED (
        SELECT book_id, from_state, to_state, count(*) AS times,
            greatest({_DAY}, %(before)s::date) AS day
        FROM ledger_ledgerevent
        WHERE unit_code = ANY (%(units)s) AND {_IN_DAYS}
        GROUP BY book_id, from_state, to_state, day),
    changes AS (
        SELECT m.book_id, m.day, sum(m.times) AS events,
            {_each(lambda s, n: f"sum(times * ((t.rank >= {n})::int - (f.rank >= {n})::int)) {s}")}
        FROM moves m
        JOIN ranks f ON f.state = m.from_state
        JOIN ranks t ON t.state = m.to_state
        GROUP BY m.book_id, m.day)"""  # noqa: S608  (no value of anybody's in these)
# Few come back: only their events are put in order. What an entry's last event was before the first
# day is looked up where the days do not begin with its first.
_RETURNS: Final = f"""
    flagged AS (
        SELECT book_id, flag, greatest({_DAY}, %(before)s::date) AS day,
            flag - coalesce(
                lag(flag) OVER (PARTITION BY entry_id ORDER BY campaign_at, at, key),
                CASE WHEN %(since)s::date > %(before)s::date THEN (
                    SELECT (p.action IN ({_RETURNING}))::int FROM ledger_ledgerevent p
                    WHERE p.entry_id = back.entry_id
                        AND p.campaign_at < %(since)s::timestamp AT TIME ZONE %(zone)s
                    ORDER BY p.campaign_at DESC, p.at DESC, p.key DESC LIMIT 1) END,
                0) AS net
        FROM (
            SELECT *, (action IN ({_RETURNING}))::int AS flag FROM ledger_ledgerevent
            WHERE unit_code = ANY (%(units)s) AND {_IN_DAYS} AND entry_id IN (
                SELECT entry_id FROM ledger_ledgerevent
                WHERE unit_code = ANY (%(units)s) AND action IN ({_RETURNING}))) back),
    flags AS (
        SELECT book_id, day, sum(flag) AS came_back, sum(net) AS net
        FROM flagged GROUP BY book_id, day)"""  # noqa: S608
BOOK_DAYS: Final = f"""
    WITH {_MOVES}, {_RETURNS},
    numbers AS (
        SELECT book_id, count(*) AS numbers FROM ledger_entry
        WHERE unit_code = ANY (%(units)s) AND %(since)s::date = %(before)s::date
        GROUP BY book_id),
    books AS (
        SELECT b.key, b.unit_code, coalesce(p.numbers, n.numbers, 0) AS numbers, p.waiting,
            {_each(lambda s, n: f"coalesce(p.{s}, {'n.numbers, ' if n == 1 else ''}0) AS {s}")}
        FROM books_book b
        LEFT JOIN numbers n ON n.book_id = b.key
        LEFT JOIN facts_bookday p ON p.book_id = b.key AND p.day = %(since)s::date - 1
            AND %(since)s::date > %(before)s::date
        WHERE b.unit_code = ANY (%(units)s))
    INSERT INTO facts_bookday AS d (key, book_id, unit_code, day, numbers, events, came_back,
        waiting, {", ".join(FUNNEL)})
    SELECT {NEW_KEY_SQL}, b.key, b.unit_code, c.day::date, b.numbers, coalesce(h.events, 0),
        coalesce(f.came_back, 0),
        coalesce(b.waiting, 0) + coalesce(sum(f.net) OVER so_far, 0),
        {_each(lambda s, n: f"b.{s} + coalesce(sum(h.{s}) OVER so_far, 0)")}
    FROM books b
    CROSS JOIN generate_series(%(since)s::date, %(last)s::date, interval '1 day') c(day)
    LEFT JOIN changes h ON h.book_id = b.key AND h.day = c.day::date
    LEFT JOIN flags f ON f.book_id = b.key AND f.day = c.day::date
    WINDOW so_far AS (PARTITION BY b.key ORDER BY c.day)
    ON CONFLICT (book_id, day) DO UPDATE SET unit_code = excluded.unit_code,
        numbers = excluded.numbers, events = excluded.events, came_back = excluded.came_back,
        waiting = excluded.waiting, {_each(lambda s, n: f"{s} = excluded.{s}")}
    WHERE (d.unit_code, d.numbers, d.events, d.came_back, d.waiting,
            {_each(lambda s, n: f"d.{s}")}) IS DISTINCT FROM
        (excluded.unit_code, excluded.numbers, excluded.events, excluded.came_back,
            excluded.waiting, {_each(lambda s, n: f"excluded.{s}")})
"""  # noqa: S608


def _whole(stage: str) -> str:
    """Whether a book stands at the stage: a book whose numbers are not opened yet is only known."""
    if stage == FUNNEL[0]:
        return "d.expected > 0 OR d.numbers = 0"
    return f"d.expected > 0 AND d.{stage} = d.expected"


DAILY_FACTS: Final = f"""
    WITH daily AS (
        SELECT d.unit_code, b.type_code, d.day, s.stage, sum(s.standing) AS so_far,
            count(*) FILTER (WHERE s.whole) AS books, sum(s.came) AS came,
            count(*) FILTER (WHERE s.came > 0) AS books_came
        FROM facts_bookday d
        JOIN books_book b ON b.key = d.book_id
        CROSS JOIN LATERAL (VALUES
            {_each(lambda s, n: f"('{s}', d.{s}, {_whole(s)}, 0)")},
            ('{RETURNED}', d.waiting, d.waiting > 0, d.came_back)) s(stage, standing, whole, came)
        WHERE d.unit_code = ANY (%(units)s)
            AND d.day BETWEEN %(since)s::date - 1 AND %(last)s::date
        GROUP BY d.unit_code, b.type_code, d.day, s.stage),
    figures AS (
        SELECT *, so_far - coalesce(lag(so_far) OVER former, 0) AS net,
            books - coalesce(lag(books) OVER former, 0) AS books_net
        FROM daily WINDOW former AS (PARTITION BY unit_code, type_code, stage ORDER BY day))
    INSERT INTO facts_dailyfact AS f (key, unit_code, type_code, day, stage, today, so_far,
        books_today, books_so_far)
    SELECT {NEW_KEY_SQL}, unit_code, type_code, day, stage,
        CASE stage WHEN '{RETURNED}' THEN came ELSE net END, so_far,
        CASE stage WHEN '{RETURNED}' THEN books_came ELSE books_net END, books
    FROM figures WHERE day >= %(since)s AND day > %(before)s
    ON CONFLICT (unit_code, type_code, day, stage) DO UPDATE SET today = excluded.today,
        so_far = excluded.so_far, books_today = excluded.books_today,
        books_so_far = excluded.books_so_far
    WHERE (f.today, f.so_far, f.books_today, f.books_so_far) IS DISTINCT FROM
        (excluded.today, excluded.so_far, excluded.books_today, excluded.books_so_far)
"""  # noqa: S608
# A book that changed its type or left takes its figures with it; so do days no longer of the
# campaign.
FORGET: Final = (
    """
    DELETE FROM facts_dailyfact f
    WHERE unit_code = ANY (%(units)s) AND (
        day <= %(before)s OR day > %(last)s OR NOT EXISTS (
            SELECT 1 FROM books_book b
            WHERE b.unit_code = f.unit_code AND b.type_code = f.type_code))
    """,
    """
    DELETE FROM facts_bookday
    WHERE unit_code = ANY (%(units)s) AND (day < %(before)s OR day > %(last)s)
    """,
)

# Communes whose ledger holds something that the figures do not know, each with the first day of it.
BEHIND: Final = f"""
    WITH done AS (
        SELECT unit_code, greatest({_DAY}, %(before)s::date) AS day, count(*) AS events
        FROM ledger_ledgerevent WHERE unit_code = ANY (%(units)s) AND {_UP_TO_LAST} GROUP BY 1, 2),
    counted AS (
        SELECT unit_code, day, sum(events) AS events FROM facts_bookday
        WHERE unit_code = ANY (%(units)s) GROUP BY 1, 2),
    numbers AS (
        SELECT book_id, count(*) AS numbers FROM ledger_entry
        WHERE unit_code = ANY (%(units)s) GROUP BY 1),
    found AS (
        SELECT unit_code, day FROM done FULL JOIN counted USING (unit_code, day)
        WHERE coalesce(done.events, 0) <> coalesce(counted.events, 0)
        UNION ALL
        SELECT b.unit_code, %(before)s::date
        FROM books_book b
        LEFT JOIN numbers n ON n.book_id = b.key
        LEFT JOIN facts_bookday d ON d.book_id = b.key AND d.day = %(before)s
        WHERE b.unit_code = ANY (%(units)s) AND d.numbers IS DISTINCT FROM coalesce(n.numbers, 0)
        UNION ALL
        SELECT unit_code, %(before)s::date FROM facts_bookday
        WHERE unit_code = ANY (%(units)s) AND (day < %(before)s OR day > %(last)s)
        UNION ALL
        SELECT unit_code, max(day) + 1 FROM facts_bookday WHERE unit_code = ANY (%(units)s)
        GROUP BY unit_code HAVING max(day) < %(last)s)
    SELECT unit_code, greatest(min(day), %(before)s::date) FROM found GROUP BY unit_code
"""  # noqa: S608
