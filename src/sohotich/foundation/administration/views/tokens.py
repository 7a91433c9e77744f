"""Tokens of the API: issue one, shown once; see what stands; take one back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sohotich.foundation.administration.token_forms import TokenForm
from sohotich.foundation.administration.token_rows import TOKENS, token_rows
from sohotich.foundation.connect.repeating import form_first
from sohotich.foundation.connect.selectors import ISSUE, tokens_visible
from sohotich.foundation.connect.services import Issued, token_issue, token_revoke
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, Forbidden, requires


@require_GET
@requires(ISSUE)
def tokens(request: ActorRequest) -> HttpResponse:
    rows = token_rows(tokens_visible(request.actor))
    return list_response(request, "administration/tokens.html", rows, TOKENS)


@require_http_methods(["GET", "POST"])
@requires(ISSUE)
def add(request: ActorRequest) -> HttpResponse:
    initial = {"once": str(new_key())}
    form = TokenForm(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = _issue(request, form)
        except UserError as error:
            form.add_error(None, str(error))
        except Forbidden as error:
            form.add_error("rights", error.message)
        else:
            if made is None:
                messages.warning(request, "Khóa này đã cấp rồi; khóa chỉ hiện một lần.")
                return redirect("administration:tokens")
            (row,) = token_rows([made.token])
            context = {"row": row, "secret": made.secret, "host": request.build_absolute_uri("/")}
            return render(request, "administration/token_made.html", context)
    return render(request, "administration/token_add.html", {"form": form})


@transaction.atomic
def _issue(request: ActorRequest, form: TokenForm) -> Issued | None:
    """None for a form that was sent before."""
    data = form.cleaned_data
    if not form_first(actor=request.actor, form="token", mark=data["once"]):
        return None
    return token_issue(
        actor=request.actor,
        name=data["name"],
        unit_code=data["unit"],
        rights=data["rights"],
        valid_to=data["valid_to"],
    )


@require_GET
@requires(ISSUE)
def token(request: ActorRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(tokens_visible(request.actor), key=key)
    (row,) = token_rows([found])
    return render(request, "administration/token.html", {"row": row})


@require_POST
@requires(ISSUE)
def revoke(request: ActorRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(tokens_visible(request.actor), key=key)
    try:
        token_revoke(actor=request.actor, token=found, reason=request.POST.get("reason", ""))
    except UserError as error:
        messages.error(request, str(error))
        return redirect("administration:token", key=key)
    messages.success(request, f"Khóa “{found.name}” không dùng được nữa.")
    return redirect("administration:tokens")
