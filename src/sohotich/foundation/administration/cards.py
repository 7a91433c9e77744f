"""Account cards: the one answer that ever shows a password, on screen and as a sheet to print."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from sohotich.engines.documents import AccountCard, account_cards_pdf
from sohotich.foundation.administration.people_rows import GrantRow, grant_rows
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.accounts import Created
from sohotich.foundation.people.permissions import ActorRequest


def cards_page(request: ActorRequest, made: Sequence[Created], note: str = "") -> HttpResponse:
    """The cards of accounts just made; the PDF travels inside the page and is kept nowhere."""
    shown = [(one, grant_rows(one.user.grants.all())) for one in made]
    address = request.build_absolute_uri("/")
    context = {
        "cards": shown,
        "address": address,
        "note": note,
        "pdf": _sheet([_card(one, rows, address) for one, rows in shown]),
    }
    return render(request, "administration/cards.html", context)


def _card(made: Created, grants: Sequence[GrantRow], address: str) -> AccountCard:
    roles = dict.fromkeys(row.role for row in grants)
    units = dict.fromkeys(row.unit for row in grants)
    return AccountCard(
        name=made.user.full_name,
        role=", ".join(roles) or "Chưa có vai trò",
        unit=", ".join(units),
        username=made.user.username,
        password=made.password,
        address=address,
        valid=valid_words(grants),
    )


def valid_words(grants: Sequence[GrantRow]) -> str:
    """`Dùng từ 07/01/2025 đến hết ngày 15/01/2025`; "" where nothing ends."""
    starts = [row.grant.valid_from for row in grants if row.grant.valid_from]
    ends = [row.grant.valid_to for row in grants if row.grant.valid_to]
    if not ends or len(ends) < len(grants):
        return ""
    begun = f"từ {min(starts):%d/%m/%Y} " if starts else ""
    return f"Dùng {begun}đến hết ngày {max(ends):%d/%m/%Y}"


def _sheet(cards: Sequence[AccountCard]) -> str:
    out = io.BytesIO()
    account_cards_pdf(cards, out, day=campaign_today())
    return base64.b64encode(out.getvalue()).decode("ascii")
