"""Destroying step by step: what may go, the proposal, the second person, the certificate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.administration.confirm import person_problem
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.second_step import asked_of
from sohotich.oversight.retention import services
from sohotich.oversight.retention.certificate import certificate
from sohotich.oversight.retention.models import Destruction
from sohotich.oversight.retention.planning import plan_of_today, readings_from
from sohotich.register.records.models import Reading

_PDF_POLICY = (
    "default-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


@requires("retention.do")
@require_GET
def destructions(request: ActorRequest) -> HttpResponse:
    """What may go today, the open proposal, the former ones."""
    rows = list(Destruction.objects.all())
    plan = plan_of_today()
    context = {
        "plan": plan,
        "lent_days": plan.policies["retention.lent_days"],
        "readings_from": readings_from(),
        "open": next((row for row in rows if row.open), None),
        "former": [row for row in rows if not row.open],
    }
    return render(request, "retention/list.html", context)


@require_POST
@requires("retention.do")
def propose(request: ActorRequest) -> HttpResponse:
    """Write the proposal down."""
    try:
        made = services.destruction_propose(
            actor=request.actor, reason=request.POST.get("reason", "")
        )
    except UserError as error:
        messages.error(request, str(error))
        return redirect("retention:list")
    messages.success(request, "Đã ghi đề nghị. Người thứ hai của Sở Tư pháp xem và thực hiện.")
    return redirect("retention:one", made.key)


@requires("retention.do")
@require_GET
def destruction(request: ActorRequest, key: UUID) -> HttpResponse:
    """One proposal: what it names, who proposed it; its destruction or its certificate."""
    return _page(request, get_object_or_404(Destruction, key=key))


def _page(request: ActorRequest, row: Destruction, problem: str = "") -> HttpResponse:
    accounts = User.objects.filter(key__in=row.content["accounts"]).order_by("username")
    if row.open and accounts:
        trace_list(
            request,
            action="people.read",
            subject="destruction",
            purpose="xem trước khi hủy",
            found=len(accounts),
        )
    context = {
        "row": row,
        "accounts": accounts if row.open else (),
        "books": _books(row) if row.open else (),
        "groups": [row.content_sha256[i : i + 8] for i in range(0, 64, 8)],
        "mine": row.proposed_by == request.actor.key,
        "second_step": asked_of(request.user),
        "problem": problem,
    }
    return render(request, "retention/one.html", context)


def _books(row: Destruction) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    labels = Reading.objects.filter(key__in=row.content["readings"]).values_list("book__label")
    for (label,) in labels.iterator():
        counts[label] = counts.get(label, 0) + 1
    return sorted(counts.items())


@require_POST
@requires("retention.do")
def withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take the proposal back."""
    try:
        services.destruction_withdraw(actor=request.actor, key=key)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("retention:list")


@require_POST
@requires("retention.do")
def destroy(request: ActorRequest, key: UUID) -> HttpResponse:
    """Destroy, once the second person has given the password again."""
    row = get_object_or_404(Destruction, key=key)
    sent: Any = request.POST
    problem = person_problem(request, sent.get("password", ""), sent.get("code", ""))
    if not problem:
        try:
            services.destruction_do(actor=request.actor, key=key)
        except UserError as error:
            problem = str(error)
    if problem:
        return _page(request, row, f"{problem} Chưa hủy gì.")
    messages.success(request, "Đã hủy. In biên bản để hai người ký.")
    return redirect("retention:one", key)


@requires("retention.do")
@require_GET
def minutes(request: ActorRequest, key: UUID) -> HttpResponse:
    """The certificate, to look at and print."""
    row = get_object_or_404(Destruction, key=key, destroyed_at__isnull=False)
    name = f"bien-ban-huy-du-lieu-{row.content_sha256[:8]}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Content-Security-Policy": _PDF_POLICY,
    }
    content = certificate(actor=request.actor, row=row)
    return HttpResponse(content, content_type="application/pdf", headers=headers)
