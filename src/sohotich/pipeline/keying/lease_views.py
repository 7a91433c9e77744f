"""Taking a day's work to one's machine and giving it back; the officer's list of who has some."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.audit.services import record
from sohotich.foundation.pages.addresses import Posted
from sohotich.foundation.pages.lists import Column, ListDefinition, list_response
from sohotich.foundation.pages.screens import keying_screen
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.pipeline.keying.lease_data import desk_data
from sohotich.pipeline.keying.leasing import (
    LeaseOver,
    NothingToLease,
    in_hand_of,
    lease_end,
    lease_take,
    lease_take_back,
    leases_running,
)
from sohotich.pipeline.keying.models import Lease


@require_GET
@requires("keying.key")
def desk(request: ActorRequest) -> HttpResponse:
    """The keying screen on what lies in the browser; the browser keeps it for when the line is
    down, so it holds nothing of any registration.
    """
    return keying_screen(request, desk_data(request.actor))


@require_POST
@requires("keying.key")
def take(request: ActorRequest) -> HttpResponse:
    """Hand out a day's work and open the screen that downloads it."""
    try:
        lease_take(actor=request.actor)
    except NothingToLease as nothing:
        messages.warning(request, f"{nothing.message} {nothing.mend}")
        return redirect("keying:start")
    return redirect("keying:desk")


@require_POST
@requires("keying.key")
def give_back(request: ActorRequest) -> HttpResponse:
    """Give the day's work back; the browser erases its copies at its next page."""
    count = lease_end(actor=request.actor)
    messages.success(request, f"Đã trả lại {count} trường hợp. Phần đã gõ vẫn giữ.")
    return redirect("keying:start")


@dataclass(frozen=True)
class LeaseRow:
    """One lease of the list, and how much of it is still to be keyed."""

    lease: Lease
    unit: str
    left: int


def _taking_back(row: LeaseRow) -> Posted:
    return Posted(reverse("keying:lease-take-back", args=[row.lease.key]))


_LEASES = ListDefinition(
    title="Việc người nhập đã lấy về máy",
    file_name="viec-da-lay",
    search_words="Lọc theo người, đơn vị",
    empty_title="Chưa ai lấy việc về máy",
    empty_words="Người nhập bấm “Lấy việc cả ngày về máy” thì tên và số việc hiện ở đây.",
    columns=(
        Column("ai", "Người nhập", lambda row: row.lease.by_name, kind="strong"),
        Column("don-vi", "Đơn vị", lambda row: row.unit),
        Column("lay", "Đã lấy", lambda row: row.lease.total, kind="number"),
        Column("con", "Còn", lambda row: row.left, kind="number"),
        Column("luc", "Lấy lúc", lambda row: row.lease.taken_at),
        Column("den", "Giữ đến", lambda row: row.lease.until),
        Column("thu", "", lambda row: "Thu lại", _taking_back, kind="button"),
    ),
)


@require_GET
@requires("work.assign")
def leases(request: ActorRequest) -> HttpResponse:
    """Who has work on their machine, in the units where this person assigns it. Audited."""
    found = leases_running(request.actor.units("work.assign"))
    names = unit_names([lease.unit_code for lease in found])
    rows = [
        LeaseRow(lease, names.get(lease.unit_code, lease.unit_code), in_hand_of(lease).count())
        for lease in found
    ]
    for unit in sorted({lease.unit_code for lease in found}):
        record(actor=request.actor, action="leases.read", unit=unit, subject="lease")
    context = {"breadcrumb": [("Việc hôm nay", reverse("home")), ("Việc đã lấy về máy", "")]}
    return list_response(request, "keying/leases.html", rows, _LEASES, context)


@require_POST
@requires("work.assign")
def take_back(request: ActorRequest, key: UUID) -> HttpResponse:
    """Free what somebody has on their machine, so that others may key it."""
    units = request.actor.units("work.assign")
    running = Lease.objects.all() if units is None else Lease.objects.filter(unit_code__in=units)
    found = get_object_or_404(running, pk=key)
    try:
        count = lease_take_back(actor=request.actor, lease=found.key)
    except LeaseOver as over:
        messages.warning(request, over.message)
        return redirect("keying:leases")
    messages.success(request, f"Đã thu lại {count} trường hợp {found.by_name} đang giữ.")
    return redirect("keying:leases")
