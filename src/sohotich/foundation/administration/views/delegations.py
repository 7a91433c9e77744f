"""Signing for the chair: give it, see what stands and what stood, take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sohotich.foundation.administration.delegation_rows import DELEGATIONS, delegation_rows
from sohotich.foundation.administration.people_forms import DelegationForm
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people import delegations as services
from sohotich.foundation.people.models import Delegation, User
from sohotich.foundation.people.permissions import ActorRequest, requires


@requires("people.delegate")
def delegations(request: ActorRequest) -> HttpResponse:
    rows = delegation_rows(services.delegations_visible(request.actor))
    return list_response(request, "administration/delegations.html", rows, DELEGATIONS)


@requires("people.delegate")
def add(request: ActorRequest) -> HttpResponse:
    form = DelegationForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = _give(request, form)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            words = f"{made.deputy.full_name} ký thay từ {made.valid_from:%d/%m/%Y}"
            messages.success(request, f"{words} đến hết ngày {made.valid_to:%d/%m/%Y}.")
            return redirect("administration:delegations")
    return render(request, "administration/delegation_add.html", {"form": form})


def _give(request: ActorRequest, form: DelegationForm) -> Delegation:
    data = dict(form.cleaned_data)
    unit_code, key = data.pop("deputy").split(" ")
    return services.delegation_give(
        actor=request.actor, deputy=User.objects.get(key=key), unit_code=unit_code, **data
    )


@requires("people.delegate")
def delegation(request: ActorRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(services.delegations_visible(request.actor), key=key)
    (row,) = delegation_rows([found])
    return render(request, "administration/delegation.html", {"row": row})


@require_POST
@requires("people.delegate")
def revoke(request: ActorRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(services.delegations_visible(request.actor), key=key)
    try:
        services.delegation_revoke(
            actor=request.actor, delegation=found, reason=request.POST.get("reason", "")
        )
    except UserError as error:
        messages.error(request, str(error))
        return redirect("administration:delegation", key=key)
    messages.success(request, f"{found.deputy.full_name} không còn ký thay.")
    return redirect("administration:delegations")
