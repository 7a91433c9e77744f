"""Broadcasts on the screen: read, confirmed, sent, followed."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.workflow import ROLES
from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.oversight.difficulties import broadcasting
from sohotich.oversight.difficulties.attachments import Sent
from sohotich.oversight.difficulties.audience import (
    SEND,
    follows,
    readers,
    sent_or_received,
    unread,
)
from sohotich.oversight.difficulties.forms import BroadcastForm, ReasonForm
from sohotich.oversight.difficulties.lists import (
    READ,
    SENT,
    UNREAD,
    broadcasts_list,
    receipts_list,
)
from sohotich.oversight.difficulties.models import Broadcast
from sohotich.oversight.difficulties.views.asked import broadcast_asked, file_response
from sohotich.oversight.difficulties.words import importance_badge

_SHOWN_UNITS = 8


@requires("page.home")
@require_GET
def broadcasts(request: ActorRequest) -> HttpResponse:
    """What addresses this person, and what their unit sent."""
    actor = request.actor
    rows = sent_or_received(actor)
    definition = broadcasts_list(_read_by(actor, rows))
    context = {"sends": actor.can_somewhere(SEND)}
    return list_response(request, "difficulties/broadcasts.html", rows, definition, context)


def _read_by(actor: Actor, rows: list[Broadcast]) -> dict[Any, str]:
    open_ones = {row.key for row in unread(actor)}
    found = {}
    for row in rows:
        if row.key in open_ones:
            found[row.key] = UNREAD
        else:
            found[row.key] = SENT if follows(actor, row) else READ
    return found


@requires("page.home")
@require_GET
def broadcast(request: ActorRequest, key: UUID) -> HttpResponse:
    """One broadcast; opening it is reading it."""
    row = broadcast_asked(request, key)
    return _page(request, row, ReasonForm(prefix="reason"))


def _page(request: ActorRequest, row: Broadcast, reason: ReasonForm) -> HttpResponse:
    actor = request.actor
    receipt = broadcasting.broadcast_read(actor=actor, row=row)
    follower = follows(actor, row)
    everybody = [one for one in readers(row) if not one.gone] if follower else []
    names = unit_names(row.units)
    context = {
        "row": row,
        "badge": importance_badge(row),
        "receipt": receipt,
        "confirming": receipt is not None
        and row.must_confirm
        and receipt.confirmed_at is None
        and row.withdrawn_at is None,
        "follower": follower,
        "everybody": len(everybody),
        "read": sum(one.read_at is not None for one in everybody),
        "confirmed": sum(one.confirmed_at is not None for one in everybody),
        "missing": broadcasting.missing_readers(row) if follower else 0,
        "units": [names.get(code, code) for code in row.units[:_SHOWN_UNITS]],
        "more_units": max(len(row.units) - _SHOWN_UNITS, 0),
        "roles": [ROLES[code].title for code in row.roles if code in ROLES],
        "reason": reason,
    }
    return render(request, "difficulties/broadcast.html", context)


@requires("page.home")
@require_POST
def broadcast_confirm(request: ActorRequest, key: UUID) -> HttpResponse:
    """The person says that they have read it."""
    row = broadcast_asked(request, key)
    if broadcasting.broadcast_read(actor=request.actor, row=row, confirm=True) is None:
        raise Http404
    messages.success(request, "Đã ghi nhận anh/chị đã đọc.")
    return redirect("difficulties:broadcast", key)


@requires("page.home")
@require_GET
def broadcast_letter(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The PDF that goes with it, as a file."""
    row = broadcast_asked(request, key)
    if row.link is None:
        raise Http404
    return file_response(request, unit=row.unit_code, link=row.link, shown=False)


@requires(SEND)
def broadcast_new(request: ActorRequest) -> HttpResponse:
    """Write and send one."""
    form = BroadcastForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        made = _sent(request, form)
        if made is not None:
            count = grouped(len(readers(made)))
            messages.success(request, f"Đã gửi tới {count} người.")
            return redirect("difficulties:broadcast", made.key)
    return render(request, "difficulties/broadcast_new.html", {"form": form})


def _sent(request: ActorRequest, form: BroadcastForm) -> Broadcast | None:
    """The broadcast made; None with the form told what is wrong."""
    said = form.cleaned_data
    letter = request.FILES.get("letter")
    message = broadcasting.Message(
        said["title"],
        said["text"],
        said["importance"],
        form.addressed,
        said["roles"],
        said["must_confirm"],
        said["last_day"],
    )
    try:
        return broadcasting.broadcast_send(
            actor=request.actor,
            message=message,
            letter=Sent(letter.name or "", cast(BinaryIO, letter)) if letter is not None else None,
        )
    except Refused as error:
        form.add_error("letter", str(error))
    except UserError as error:
        form.add_error(None, str(error))
    return None


@requires(SEND)
@require_GET
def broadcast_readers(request: ActorRequest, key: UUID) -> HttpResponse:
    """Who has read it, by unit and person; Excel and print."""
    row = _followed(request, key)
    everybody = readers(row)
    trace_list(
        request,
        action="broadcast.readers",
        subject="broadcast",
        purpose="screen",
        found=len(everybody),
        unit=row.unit_code,
        words=request.GET.get("tim", ""),
        key=row.key,
    )
    context = {"row": row, "missing": broadcasting.missing_readers(row)}
    return list_response(
        request, "difficulties/broadcast_readers.html", everybody, receipts_list(row), context
    )


@requires(SEND)
@require_POST
def broadcast_remind(request: ActorRequest, key: UUID) -> HttpResponse:
    """Remind everybody who has not read it."""
    row = _followed(request, key)
    missing = broadcasting.broadcast_remind(actor=request.actor, key=row.key)
    if missing:
        messages.success(request, f"Đã nhắc {grouped(missing)} người; họ thấy ở mọi trang.")
    else:
        messages.info(request, "Mọi người đã đọc.")
    return redirect("difficulties:broadcast", key)


@requires(SEND)
@require_POST
def broadcast_withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take it back, with a reason."""
    row = _followed(request, key)
    form = ReasonForm(request.POST, prefix="reason")
    if not form.is_valid():
        return _page(request, row, form)
    try:
        broadcasting.broadcast_withdraw(
            actor=request.actor, key=key, reason=form.cleaned_data["reason"]
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã thu hồi thông báo.")
    return redirect("difficulties:broadcast", key)


def _followed(request: ActorRequest, key: UUID) -> Broadcast:
    row = broadcast_asked(request, key)
    if not follows(request.actor, row):
        raise Http404
    return row
