"""The answers of the public page, each made once: the same bytes for everybody."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.template.loader import render_to_string

from sohotich.domain.text import unmarked_key
from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages import front_end
from sohotich.oversight.forecast.burn_up import BurnUp, DayLine, Drawing, drawing
from sohotich.oversight.public_page import figures
from sohotich.oversight.public_page.release import Cell
from sohotich.oversight.public_page.selectors import Published

HTML, CSV, JSON = "text/html; charset=utf-8", "text/csv; charset=utf-8", "application/json"
# Searches differ without end: the oldest give way.
_KEPT = 512
_FIELDS = ("ngay", "ma_don_vi", "ten_don_vi", "thuoc", "loai_so",
           "phai_so_hoa", "da_quet", "da_duyet")  # fmt: skip


@dataclass(frozen=True)
class Made:
    """An answer's bytes; `tag` changes when they do."""

    content: bytes
    kind: str

    @cached_property
    def tag(self) -> str:
        return f'W/"{hashlib.sha256(self.content).hexdigest()[:24]}"'

    @cached_property
    def pressed(self) -> bytes:
        return gzip.compress(self.content, mtime=0)


@lru_cache(maxsize=_KEPT)
def province_page(published: Published, words: str) -> Made:
    """All communes, or those with the words in their name or that of the unit above."""
    lines = figures.communes(published)
    wanted = unmarked_key(words)
    found = [one for one in lines if wanted in unmarked_key(f"{one.name} {one.below}")]
    context = _shared(published) | {
        "whole": figures.summed("", figures.cells_of(published.last)),
        "communes": found,
        "words": words,
        "number": len(lines),
    }
    return _html("public_page/province.html", context)


@lru_cache(maxsize=_KEPT)
def commune_page(published: Published, code: str) -> Made | None:
    """One commune by type and by day; None where nothing of it is published."""
    if code not in published.last.counts:
        return None
    on = published.last.day
    context = _shared(published, code) | {
        "name": figures.place(code, on),
        "below": figures.parent(code, on),
        "whole": figures.summed("", figures.cells_of(published.last, code)),
        "types": figures.types_of(published, code),
    }
    return _html("public_page/commune.html", context)


@lru_cache(maxsize=4)
def as_csv(published: Published) -> Made:
    """Every published cell, a line each; with the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(_FIELDS)
    for day, code, type_code, cell in figures.table(published):
        names = (figures.place(code, day), figures.parent(code, day), figures.type_name(type_code))
        said = ((figure or f"<{published.least}") for figure in cell)
        out.writerow((day.isoformat(), code, *names, *said))
    return Made(text.getvalue().encode("utf-8-sig"), CSV)


@lru_cache(maxsize=4)
def as_json(published: Published) -> Made:
    """The same for machines; null: fewer than `fewer_than`."""
    rows = list(figures.table(published))
    on = published.last.day
    units = {
        code: {"name": figures.place(code, on), "parent": figures.parent(code, on)}
        for code in sorted({code for _, code, _, _ in rows})
    }
    types = sorted({type_code for _, _, type_code, _ in rows})
    content = {
        "campaign": published.campaign,
        "starts_on": published.starts_on.isoformat(),
        "ends_on": published.ends_on.isoformat(),
        "published_at": shown(published.last.published_at).isoformat(),
        "fewer_than": published.least,
        "units": units,
        "types": {code: figures.type_name(code) for code in types},
        "columns": ["day", "unit", "type", *Cell._fields],
        "rows": [
            [day.isoformat(), code, type_code, *(figure or None for figure in cell)]
            for day, code, type_code, cell in rows
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Made(text.encode(), JSON)


@lru_cache(maxsize=2)
def plain_page(title: str, words: str) -> Made:
    """A page that only says something."""
    return _html("public_page/plain.html", {**_style(), "title": title, "text": words})


def _html(template: str, context: dict[str, Any]) -> Made:
    return Made(render_to_string(template, context).encode(), HTML)


def _style() -> dict[str, Any]:
    return {"styles": front_end.assets("shell").styles, "icons": front_end.icons()}


def _shared(published: Published, code: str = "") -> dict[str, Any]:
    last = published.last
    at = shown(last.published_at)
    return _style() | {
        "campaign": published.campaign,
        "province": figures.province(published),
        "starts_on": f"{published.starts_on:%d/%m/%Y}",
        "ends_on": f"{published.ends_on:%d/%m/%Y}",
        "day": f"{last.day:%d/%m/%Y}",
        "at": f"{at:%H:%M} ngày {at:%d/%m/%Y}",
        "least": published.least,
        "days": figures.by_day(published, code),
        "drawing": _drawing(published, code),
    }


def _drawing(published: Published, code: str) -> Drawing | None:
    """The approved and the scanned over the campaign's days, against the even line."""
    known = {day.day: figures.total(figures.cells_of(day, code)) for day in published.days}
    today, ends_on = published.last.day, max(published.ends_on, published.last.day)
    expected = known[today].expected
    if not expected:
        return None
    length = (published.ends_on - published.starts_on).days + 1
    lines = []
    for nth in range((ends_on - published.starts_on).days + 1):
        day = published.starts_on + timedelta(days=nth)
        cell = known.get(day)
        lines.append(
            DayLine(
                day=day,
                needed=round(expected * min((nth + 1) / length, 1.0)),
                keyed=cell.scanned if cell else None,
                approved=cell.approved if cell else None,
                middle=None,
                early=None,
                late=None,
            )
        )
    return drawing(BurnUp(expected, today, published.ends_on, tuple(lines)))
