"""Accounts: list, add with cards to print, roles, password, closing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sohotich.foundation.administration.forms import GrantForm, PeopleForm
from sohotich.foundation.administration.people_rows import PEOPLE, grant_rows, person_rows
from sohotich.foundation.administration.usernames import username_for
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people import accounts
from sohotich.foundation.people.accounts import Created
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import ActorRequest, requires

_MADE = "people_made"


@requires("people.manage")
def people(request: ActorRequest) -> HttpResponse:
    rows = person_rows(User.objects.all())
    return list_response(request, "administration/people.html", rows, PEOPLE)


@requires("people.manage")
def add(request: ActorRequest) -> HttpResponse:
    form = PeopleForm(request.POST or None, initial={"once": str(new_key())})
    if request.method == "POST" and form.is_valid():
        if request.session.get(_MADE) == form.cleaned_data["once"]:
            messages.warning(request, "Các tài khoản này đã tạo rồi; thẻ chỉ hiện một lần.")
            return redirect("administration:people")
        try:
            made = _make(request.actor, form)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            request.session[_MADE] = form.cleaned_data["once"]
            return _cards(request, made)
    return render(request, "administration/people_add.html", {"form": form})


@transaction.atomic
def _make(actor: Actor, form: PeopleForm) -> list[Created]:
    """All of the named people, or none."""
    data = form.cleaned_data
    made = []
    for name in data["names"]:
        username = username_for(name, lambda one: User.objects.filter(username=one).exists())
        created = accounts.create_user(
            actor=actor, username=username, full_name=name, title=data["title"]
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


def _cards(request: ActorRequest, made: list[Created]) -> HttpResponse:
    """Account cards with passwords: this answer is the only place that ever shows them."""
    cards = [(one, grant_rows(one.user.grants.all())) for one in made]
    address = request.build_absolute_uri("/")
    context = {"cards": cards, "address": address}
    return render(request, "administration/cards.html", context)


@requires("people.manage")
def person(request: ActorRequest, key: UUID) -> HttpResponse:
    return _person_page(request, get_object_or_404(User, key=key), GrantForm())


def _person_page(request: ActorRequest, user: User, form: GrantForm) -> HttpResponse:
    context = {"person": user, "grants": grant_rows(user.grants.all()), "form": form}
    return render(request, "administration/person.html", context)


@require_POST
@requires("people.manage")
def grant(request: ActorRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    form = GrantForm(request.POST)
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
    found = get_object_or_404(Grant, key=wanted, user_id=key)
    accounts.grant_revoke(actor=request.actor, grant=found)
    messages.success(request, "Đã thu hồi vai trò.")
    return redirect("administration:person", key=key)


@require_POST
@requires("people.manage")
def password(request: ActorRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    return _cards(request, [Created(user, accounts.reset_password(actor=request.actor, user=user))])


@require_POST
@requires("people.manage")
def active(request: ActorRequest, key: UUID) -> HttpResponse:
    user = get_object_or_404(User, key=key)
    wanted = request.POST.get("active") == "1"
    if user.key == request.actor.key and not wanted:
        raise UserError("Không tự khóa tài khoản của mình.", mend="Nhờ người quản trị khác.")
    accounts.set_active(actor=request.actor, user=user, active=wanted)
    messages.success(request, "Đã mở lại tài khoản." if wanted else "Đã khóa tài khoản.")
    return redirect("administration:person", key=key)
