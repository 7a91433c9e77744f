"""What looks wrong in the work that a sheet pays: found in SQL, told in words, priced exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from sohotich.domain.text.figures import grouped
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.pay.counting import LIVE, SERVICE
from sohotich.oversight.pay.models import DoubtKind

# What was typed, without what stands differently in every entry or was filled in beforehand. Rows
# of a workbook came all at once: their times say nothing.
_TYPED: Final = f"""
    WITH {LIVE},
    typed AS (
        SELECT r.key, r.entry_id, r.book_id, r.by, r.completed_at,
            (SELECT count(*) FROM jsonb_object_keys(r.values) k
             WHERE coalesce(r.aids ->> k, 'typed') IN ('typed', 'completed')) AS fields,
            md5((SELECT string_agg(v.key || '=' || v.value, '|' ORDER BY v.key)
                 FROM jsonb_each_text(r.values) v
                 WHERE v.key NOT IN ('so', 'quyenSo', 'trangSo')
                    AND coalesce(r.aids ->> v.key, 'typed') <> 'carried')) AS content
        FROM done r WHERE r.kind = 'keying')"""  # noqa: S608
_FAST: Final = f"""{_TYPED},
    hours AS (
        SELECT by, date_trunc('hour', completed_at) AS hour, sum(fields) AS fields,
            array_agg(key) AS readings
        FROM typed GROUP BY 1, 2 HAVING sum(fields) > %(per_hour)s)
    SELECT by, count(*), max(fields), (SELECT array_agg(k) FROM hours h2, unnest(h2.readings) k
        WHERE h2.by = h.by) FROM hours h GROUP BY 1
"""  # noqa: S608
_REPEATED: Final = f"""{_TYPED},
    pairs AS (
        SELECT *, content = lag(content) OVER w AND completed_at - lag(completed_at) OVER w
                < make_interval(secs => %(repeat)s) AS again
        FROM typed WHERE content IS NOT NULL
        WINDOW w AS (PARTITION BY by, book_id ORDER BY completed_at))
    SELECT by, count(*), 0, array_agg(key) FROM pairs WHERE again GROUP BY 1
"""  # noqa: S608
_MACHINES: Final = f"""{_TYPED},
    pairs AS (
        SELECT *, fields >= 5 AND book_id <> lag(book_id) OVER w
            AND completed_at - lag(completed_at) OVER w
                < make_interval(secs => %(switch)s) AS at_once
        FROM typed WINDOW w AS (PARTITION BY by ORDER BY completed_at))
    SELECT by, count(*), 0, array_agg(key) FROM pairs WHERE at_once GROUP BY 1
"""  # noqa: S608
_BLANK: Final = f"""
    WITH {LIVE},
    rows AS (
        SELECT r.key, r.by, (SELECT count(*) FROM jsonb_each_text(r.marks) m
                WHERE m.value IN ('blank_in_book', 'unreadable')) AS blank,
            (SELECT count(*) FROM jsonb_object_keys(r.values)) AS filled
        FROM done r)
    SELECT by, count(*), max(blank * 100 / (blank + filled)), array_agg(key) FROM rows
    WHERE blank >= 5 AND blank * 100 >= %(blank)s * (blank + filled) GROUP BY 1
"""  # noqa: S608
# A reading that its own maker opened again was no error of anybody's.
_RETURNED: Final = f"""
    WITH {LIVE},
    formerly AS (
        SELECT DISTINCT f.by, f.entry_id FROM records_reading f
        JOIN ready ON ready.key = f.entry_id
        WHERE f.unit_code = ANY (%(units)s) AND f.slot > 0 AND f.state = 'superseded'
            AND f.completed_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM records_reading n WHERE n.entry_id = f.entry_id
                    AND n.before ->> 'reopened' = f.key::text))
    SELECT f.by, count(DISTINCT f.entry_id), 0, array_agg(d.key)
    FROM formerly f JOIN done d ON d.entry_id = f.entry_id AND d.by = f.by
    GROUP BY 1 HAVING count(DISTINCT f.entry_id) >= %(returned)s
"""  # noqa: S608
_FINDERS: Final = {
    DoubtKind.FAST: _FAST,
    DoubtKind.REPEATED: _REPEATED,
    DoubtKind.BLANK: _BLANK,
    DoubtKind.RETURNED: _RETURNED,
    DoubtKind.MACHINES: _MACHINES,
}


@dataclass(frozen=True)
class Found:
    """`count` cases, the worst of them `worst`, by the limit that was decided."""

    person: UUID
    kind: DoubtKind
    count: int
    worst: int
    limit: int
    readings: tuple[UUID, ...]

    @property
    def facts(self) -> dict[str, int]:
        return {"count": self.count, "worst": self.worst, "limit": self.limit}


def found_in(given: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Found]:
    """Every doubt about the work that `given` (as `counting.asked`) counts."""
    limits = {
        DoubtKind.FAST: int(known["doubt_fields_per_hour"]),
        DoubtKind.REPEATED: int(known["doubt_repeat_seconds"]),
        DoubtKind.BLANK: int(known["doubt_blank_percent"]),
        DoubtKind.RETURNED: int(known["doubt_returned"]),
        DoubtKind.MACHINES: int(known["doubt_switch_seconds"]),
    }
    asked = {
        **given,
        "per_hour": limits[DoubtKind.FAST],
        "repeat": limits[DoubtKind.REPEATED],
        "switch": limits[DoubtKind.MACHINES],
        "blank": limits[DoubtKind.BLANK],
        "returned": limits[DoubtKind.RETURNED],
    }
    with as_service(SERVICE, frozenset(given["units"])), connection.cursor() as cursor:
        for kind, statement in _FINDERS.items():
            cursor.execute(statement, asked)
            for person, count, worst, readings in cursor.fetchall():
                keys = tuple(sorted(set(readings)))
                yield Found(person, kind, count, int(worst), limits[kind], keys)


def doubt_words(kind: str, facts: Mapping[str, int]) -> str:
    """`2 giờ gõ quá 900 trường một giờ, nhiều nhất 1.240`."""
    count, worst, limit = (grouped(facts[name]) for name in ("count", "worst", "limit"))
    return {
        DoubtKind.FAST: f"{count} giờ gõ quá {limit} trường một giờ, nhiều nhất {worst}",
        DoubtKind.REPEATED: f"{count} lần nhập giống hệt lần ngay trước, cách dưới {limit} giây",
        DoubtKind.BLANK: (
            f"{count} lần nhập có từ {limit} % trường để trống, nhiều nhất {worst} %"
        ),
        DoubtKind.RETURNED: f"{count} trường hợp đã bị trả, người này nhập lại",
        DoubtKind.MACHINES: (
            f"{count} lần nhập xong ở hai quyển sổ cách nhau dưới {limit} giây:"
            " có thể một tài khoản dùng ở hai máy"
        ),
    }[DoubtKind(kind)]
