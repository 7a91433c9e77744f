"""Accounts: list, add with cards to print, roles, password, closing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sohotich.foundation.administration.cards import cards_page
from sohotich.foundation.administration.forms import GrantForm, PeopleForm
from sohotich.foundation.administration.people_rows import PEOPLE, grant_rows, person_rows
from sohotich.foundation.administration.usernames import username_for
from sohotich.foundation.connect.repeating import form_first
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people import accounts
from sohotich.foundation.people.accounts import Created
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.authority import people_managed
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.second_step import asked_of, second_step_reset
from sohotich.foundation.people.sessions import sessions_end, sessions_of


@requires("people.manage")
def people(request: ActorRequest) -> HttpResponse:
    rows = person_rows(people_managed(request.actor))
    trace_list(
        request,
        action="people.read",
        subject="user",
        purpose="quản lý tài khoản",
        found=len(rows),
        words=request.GET.get("tim", ""),
    )
    return list_response(request, "administration/people.html", rows, PEOPLE)


@requires("people.manage")
def add(request: ActorRequest) -> HttpResponse:
    initial = {"once": str(new_key())}
    form = PeopleForm(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request.actor, form)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            if made is None:
                messages.warning(request, "Các tài khoản này đã tạo rồi; thẻ chỉ hiện một lần.")
                return redirect("administration:people")
            return cards_page(request, made)
    return render(request, "administration/people_add.html", {"form": form})


@transaction.atomic
def _make(actor: Actor, form: PeopleForm) -> list[Created] | None:
    """All of the named people, or nobody; None for a form that was sent before."""
    data = form.cleaned_data
    if not form_first(actor=actor, form="people", mark=data["once"]):
        return None
    made = []
    for name in data["names"]:
        username = username_for(name, lambda one: User.objects.filter(username=one).exists())
        created = accounts.create_user(
            actor=actor, username=username, full_name=name, title=data["title"], on_paper=True
        )
        accounts.grant_role(
            actor=actor,
            user=created.user,
            role=data["role"],
            unit_code=data["unit"],
            valid_to=data["valid_to"],
        )
        made.append(created)
    return made


@requires("people.manage")
def person(request: ActorRequest, key: UUID) -> HttpResponse:
    return _person_page(request, _managed(request, key), GrantForm(actor=request.actor))


def _managed(request: ActorRequest, key: UUID) -> User:
    """Somebody whose account the person looks after; others are not there for them."""
    return get_object_or_404(people_managed(request.actor), key=key)


def _person_page(request: ActorRequest, user: User, form: GrantForm) -> HttpResponse:
    context = {
        "person": user,
        "grants": grant_rows(user.grants.all()),
        "form": form,
        "second_step": asked_of(user),
        "own": user.key == request.actor.key,
        "sessions": sessions_of(user.key),
    }
    return render(request, "administration/person.html", context)


@require_POST
@requires("people.manage")
def grant(request: ActorRequest, key: UUID) -> HttpResponse:
    user = _managed(request, key)
    form = GrantForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return _person_page(request, user, form)
    try:
        accounts.grant_role(
            actor=request.actor,
            user=user,
            role=form.cleaned_data["role"],
            unit_code=form.cleaned_data["unit"],
            valid_to=form.cleaned_data["valid_to"],
        )
    except UserError as error:
        form.add_error(None, str(error))
        return _person_page(request, user, form)
    messages.success(request, "Đã giao vai trò.")
    return redirect("administration:person", key=key)


@require_POST
@requires("people.manage")
def revoke(request: ActorRequest, key: UUID) -> HttpResponse:
    try:
        wanted = UUID(request.POST.get("grant", ""))
    except ValueError:
        raise Http404 from None
    found = get_object_or_404(Grant, key=wanted, user=_managed(request, key))
    accounts.grant_revoke(actor=request.actor, grant=found)
    messages.success(request, "Đã thu hồi vai trò.")
    return redirect("administration:person", key=key)


@require_POST
@requires("people.manage")
def password(request: ActorRequest, key: UUID) -> HttpResponse:
    user = _managed(request, key)
    fresh = accounts.reset_password(actor=request.actor, user=user, on_paper=True)
    return cards_page(request, [Created(user, fresh)])


@require_POST
@requires("people.manage")
def second_step(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take away the second step of somebody who lost their telephone."""
    user = _managed(request, key)
    try:
        second_step_reset(actor=request.actor, user=user, reason=request.POST.get("reason", ""))
    except UserError as error:
        messages.error(request, str(error))
    else:
        words = f"{user.full_name} cài lại mã xác thực ở lần đăng nhập sau."
        messages.success(request, words)
    return redirect("administration:person", key=key)


@require_POST
@requires("people.manage")
def sign_out(request: ActorRequest, key: UUID) -> HttpResponse:
    """End every session of somebody, for instance on a machine that was lost."""
    ended = sessions_end(_managed(request, key).key)
    messages.success(request, f"Đã đăng xuất {ended} nơi.")
    return redirect("administration:person", key=key)


@require_POST
@requires("people.manage")
def active(request: ActorRequest, key: UUID) -> HttpResponse:
    user = _managed(request, key)
    wanted = request.POST.get("active") == "1"
    accounts.set_active(actor=request.actor, user=user, active=wanted)
    messages.success(request, "Đã mở lại tài khoản." if wanted else "Đã khóa tài khoản.")
    return redirect("administration:person", key=key)
