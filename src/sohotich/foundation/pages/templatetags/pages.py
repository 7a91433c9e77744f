"""Tags and filters of every template: the front end's files, icons, numbers, days, states."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sohotich.foundation.pages import front_end, numbers
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.pages.states import badge as state_badge

register = template.Library()


@register.simple_tag
def front_end_files(entry: str = "shell") -> SafeString:
    """Style sheets and module script of an entry; the scripts it imports load beside it."""
    assets = front_end.assets(entry)
    styles = format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((s,) for s in assets.styles)
    )
    ahead = format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((address,) for address in assets.imports)
    )
    script = format_html('<script type="module" src="{}"></script>', assets.script)
    return format_html("{}\n{}\n{}", styles, ahead, script)


@register.simple_tag
def font_files() -> SafeString:
    """Fonts that the first view needs, asked for before the style sheet names them."""
    line = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html_join("\n", line, ((address,) for address in front_end.fonts()))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of icons.json; with `label` it speaks, else words beside it do."""
    address = f"{front_end.icons()}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.inclusion_tag("pages/components/badge.html")
def state(value: str | Badge, words: str = "") -> dict[str, Any]:
    """The badge of a state code or a ready `Badge`; `words` in place of the usual ones."""
    shown = state_badge(value) if isinstance(value, str) else value
    return {"badge": shown, "words": words or shown.words}


@register.filter
def grouped(value: int | None) -> str:
    """327822 → 327.822."""
    return "" if value is None else numbers.grouped(value)


@register.filter
def share(part: int, whole: int) -> str:
    """432|share:1000 → 43,2 %."""
    return numbers.share(part, whole)


@register.filter
def size(value: int) -> str:
    """Bytes in words: 742 KB."""
    return numbers.byte_size(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """07/01/2025."""
    return numbers.day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """16:05 by the campaign's clock, with the day when it is not today."""
    return numbers.moment(value)


@register.simple_tag
def real_time_note() -> str:
    """Behind a heading over real moments: ` (giờ máy thật)`, where the clocks differ."""
    return numbers.real_time_note()


@register.filter
def register_day(value: str) -> str:
    """A register date's text as on screens: 25/04/1998."""
    return numbers.register_day(value)


@register.filter
def duration(value: float) -> str:
    """Seconds in words: 2 giờ 05."""
    return numbers.duration(value)
