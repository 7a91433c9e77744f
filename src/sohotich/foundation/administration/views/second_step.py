"""Setting up the second step of signing in, and its recovery codes."""

from __future__ import annotations

import base64
import io

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sohotich.foundation.administration.confirm import code_tries, password_problem
from sohotich.foundation.administration.second_step_needed import required_of
from sohotich.foundation.people import second_step as services
from sohotich.foundation.people.permissions import ActorRequest, Gate, open_at, requires


@open_at(Gate.SECOND_STEP)
@requires("page.home")
def second_step(request: ActorRequest) -> HttpResponse:
    """The QR code and the key to set up; POST confirms with a first code and shows the recovery
    codes, once.
    """
    if services.asked_of(request.user):
        return redirect("administration:account")
    problem = ""
    if request.method == "POST":
        problem, codes = _confirmed(request)
        if codes:
            request.session.cycle_key()
            return _recovery_page(request, codes)
    secret = services.secret_begin(request.user)
    address = services.provisioning_address(request.user, secret)
    context = {
        "problem": problem,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "address": address,
        "qr": _qr(address),
        "required": required_of(request.actor),
    }
    return render(request, "administration/second_step.html", context)


def _confirmed(request: ActorRequest) -> tuple[str, list[str]]:
    problem = password_problem(request, request.POST.get("password", ""))
    problem = problem or code_tries(request.user)
    if problem:
        return problem, []
    codes = services.secret_confirm(actor=request.actor, code=request.POST.get("code", ""))
    if not codes:
        return "Mã không đúng. Xem lại giờ của điện thoại, chờ mã mới rồi nhập lại.", []
    return "", codes


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=5, border=4)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _recovery_page(request: ActorRequest, codes: list[str]) -> HttpResponse:
    return render(request, "administration/recovery_codes.html", {"codes": codes})


@require_POST
@requires("page.home")
def recovery(request: ActorRequest) -> HttpResponse:
    """New recovery codes for whoever types their password; the old ones hold no more."""
    problem = password_problem(request, request.POST.get("password", ""))
    if problem:
        messages.error(request, problem)
        return redirect("administration:account")
    return _recovery_page(request, services.recovery_renew(actor=request.actor))
