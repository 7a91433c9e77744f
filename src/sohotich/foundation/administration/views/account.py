"""One's own account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sohotich.foundation.administration.people_rows import grant_rows
from sohotich.foundation.people.permissions import ActorRequest, requires


@requires("page.home")
def account(request: ActorRequest) -> HttpResponse:
    context = {"grants": grant_rows(request.user.grants.all()), "person": request.user}
    return render(request, "administration/account.html", context)
