"""Tells those named in an announced list that they may read their line and speak."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages.notices import Standing
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.merit.opinions import takes_words
from sohotich.oversight.merit.selectors import own_lines


def merit_notices(actor: Actor) -> Iterable[Standing]:
    """One for each line still open to the person's word, until they have spoken."""
    for line in own_lines(actor).filter(opinions=None):
        until = line.merit_list.comment_until
        if until is not None and takes_words(line.merit_list):
            title = line.merit_list.title
            yield Standing(
                f"{title}: có kết quả của {line.name}.",
                f"Xem và nêu ý kiến, kiến nghị trước {shown(until):%H:%M %d/%m/%Y}.",
                "Xem kết quả",
                reverse("merit:line", args=[line.key]),
            )
