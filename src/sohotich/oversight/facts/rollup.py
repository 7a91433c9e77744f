"""The roll-up as one statement: the ledger's events of each book, summed to each day's end.

A change of state raises or lowers each stage between its two ends by one; a day's figure is what
stood before plus all that changed up to its midnight. So nothing is counted twice, whatever came
back and went on again, and work of another day that is written late lands on its own day.
"""

from __future__ import annotations

from typing import Any, Final

from sohotich.domain.workflow import RETURNING, STATES
from sohotich.oversight.facts.stages import FUNNEL, rank

ZONE: Final = "Asia/Ho_Chi_Minh"


def tables() -> dict[str, Any]:
    """The workflow's tables as parameters of `ROLL_UP`."""
    return {
        "states": list(STATES),
        "ranks": [rank(state) for state in STATES],
        "stages": list(FUNNEL),
        "returning": list(RETURNING),
        "zone": ZONE,
    }


# `before` is the day in front of the first: what had been done when the campaign began.
_DAYS_OF_BOOKS: Final = """
    ranks(state, rank) AS (SELECT * FROM unnest(%(states)s::text[], %(ranks)s::int[])),
    stages(stage, rank) AS (
        SELECT * FROM unnest(%(stages)s::text[]) WITH ORDINALITY),
    calendar AS (
        SELECT d::date AS day
        FROM generate_series(%(before)s::date, %(last)s::date, interval '1 day') d),
    books AS (
        SELECT b.key, b.unit_code, b.type_code, coalesce(n.numbers, 0) AS numbers
        FROM books_book b
        LEFT JOIN (
            SELECT book_id, count(*) AS numbers FROM ledger_entry
            WHERE unit_code = ANY (%(units)s) GROUP BY book_id) n ON n.book_id = b.key
        WHERE b.unit_code = ANY (%(units)s)),
    moves AS MATERIALIZED (
        SELECT book_id, from_state, to_state, count(*) AS times,
            greatest((campaign_at AT TIME ZONE %(zone)s)::date, %(before)s::date) AS day
        FROM ledger_ledgerevent
        WHERE unit_code = ANY (%(units)s)
            AND campaign_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
        GROUP BY book_id, from_state, to_state, day),
    changes AS (
        SELECT m.book_id, m.day, s.stage,
            sum(m.times * ((t.rank >= s.rank)::int - (f.rank >= s.rank)::int)) AS net
        FROM moves m
        JOIN ranks f ON f.state = m.from_state
        JOIN ranks t ON t.state = m.to_state
        JOIN stages s ON s.rank > least(f.rank, t.rank) AND s.rank <= greatest(f.rank, t.rank)
        GROUP BY m.book_id, m.day, s.stage),
    standing AS (
        SELECT b.key, b.unit_code, b.type_code, c.day, s.stage,
            sum(coalesce(h.net, 0)) OVER so_far
                + CASE s.rank WHEN 1 THEN b.numbers ELSE 0 END AS so_far
        FROM books b CROSS JOIN calendar c CROSS JOIN stages s
        LEFT JOIN changes h ON h.book_id = b.key AND h.day = c.day AND h.stage = s.stage
        WINDOW so_far AS (PARTITION BY b.key, s.stage ORDER BY c.day)),
    judged AS (
        SELECT unit_code, type_code, day, stage, so_far,
            (so_far > 0 AND so_far = first_value(so_far) OVER funnel)::int AS whole
        FROM standing JOIN stages USING (stage)
        WINDOW funnel AS (PARTITION BY key, day ORDER BY stages.rank)),
"""
# Few come back: only their events are put in order.
_RETURNS: Final = """
    back AS (
        SELECT e.book_id, e.entry_id, e.campaign_at, e.at, e.key,
            (e.action = ANY (%(returning)s))::int AS flag
        FROM ledger_ledgerevent e
        WHERE e.unit_code = ANY (%(units)s)
            AND e.campaign_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
            AND e.entry_id IN (
                SELECT entry_id FROM ledger_ledgerevent
                WHERE unit_code = ANY (%(units)s) AND action = ANY (%(returning)s))),
    flagged AS (
        SELECT book_id, flag,
            flag - coalesce(lag(flag) OVER (
                PARTITION BY entry_id ORDER BY campaign_at, at, key), 0) AS net,
            greatest((campaign_at AT TIME ZONE %(zone)s)::date, %(before)s::date) AS day
        FROM back),
    flags AS (
        SELECT book_id, day, sum(flag) AS times, sum(net) AS net
        FROM flagged GROUP BY book_id, day),
    returned AS (
        SELECT b.unit_code, b.type_code, c.day, coalesce(f.times, 0) AS times,
            sum(coalesce(f.net, 0)) OVER (PARTITION BY b.key ORDER BY c.day) AS so_far
        FROM books b CROSS JOIN calendar c
        LEFT JOIN flags f ON f.book_id = b.key AND f.day = c.day
        WHERE b.key IN (SELECT book_id FROM flags)),
"""
_FACTS: Final = """
    daily AS (
        SELECT unit_code, type_code, day, stage, sum(so_far) AS so_far, sum(whole) AS books
        FROM judged GROUP BY unit_code, type_code, day, stage),
    figures AS (
        SELECT unit_code, type_code, day, stage, so_far, books,
            so_far - lag(so_far) OVER former AS today, books - lag(books) OVER former AS books_today
        FROM daily
        WINDOW former AS (PARTITION BY unit_code, type_code, stage ORDER BY day)
        UNION ALL
        SELECT k.unit_code, k.type_code, c.day, 'returned',
            coalesce(sum(r.so_far), 0), count(*) FILTER (WHERE r.so_far > 0),
            coalesce(sum(r.times), 0), count(*) FILTER (WHERE r.times > 0)
        FROM (SELECT DISTINCT unit_code, type_code FROM books) k
        CROSS JOIN calendar c
        LEFT JOIN returned r USING (unit_code, type_code, day)
        GROUP BY k.unit_code, k.type_code, c.day)
"""
ROLL_UP: Final = f"""
    WITH {_DAYS_OF_BOOKS}{_RETURNS}{_FACTS}
    INSERT INTO facts_dailyfact AS f (key, unit_code, type_code, day, stage, today, so_far,
        books_today, books_so_far)
    SELECT {{new_key}}, unit_code, type_code, day, stage, today, so_far, books_today, books
    FROM figures WHERE day = ANY (%(days)s)
    ON CONFLICT (unit_code, type_code, day, stage) DO UPDATE SET today = excluded.today,
        so_far = excluded.so_far, books_today = excluded.books_today,
        books_so_far = excluded.books_so_far
    WHERE (f.today, f.so_far, f.books_today, f.books_so_far) IS DISTINCT FROM
        (excluded.today, excluded.so_far, excluded.books_today, excluded.books_so_far)
"""  # noqa: S608  (no value of anybody's in it)
# A book that changed its type or left takes its figures with it.
FORGET: Final = """
    DELETE FROM facts_dailyfact f
    WHERE unit_code = ANY (%(units)s) AND day = ANY (%(days)s) AND NOT EXISTS (
        SELECT 1 FROM books_book b
        WHERE b.unit_code = f.unit_code AND b.type_code = f.type_code)
"""
