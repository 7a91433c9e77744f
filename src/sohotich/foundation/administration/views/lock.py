"""The screen's lock: closed by the person or by time, opened by the password."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sohotich.foundation.administration.confirm import password_problem
from sohotich.foundation.administration.sessions import session_open
from sohotich.foundation.pages.json_body import json_body
from sohotich.foundation.people.permissions import ActorRequest, Gate, open_at, requires
from sohotich.foundation.people.sessions import LOCKED


@open_at(*Gate)
@require_POST
@requires("page.home")
def lock(request: ActorRequest) -> HttpResponse:
    """Lock this session; again changes nothing."""
    request.session[LOCKED] = True
    return JsonResponse({})


@open_at(*Gate)
@require_POST
@requires("page.home")
def unlock(request: ActorRequest) -> HttpResponse:
    """Open it from within the page, which keeps everything under the lock."""
    problem = password_problem(request, str(json_body(request).get("password", "")))
    if problem:
        return JsonResponse({"error": {"message": problem, "where": "", "mend": ""}}, status=400)
    session_open(request)
    return JsonResponse({})


@open_at(*Gate)
@requires("page.home")
def unlock_page(request: ActorRequest) -> HttpResponse:
    """Open it from the page that stands in place of the one asked for."""
    following = _local(request, request.POST.get("following", ""))
    if request.method != "POST" or LOCKED not in request.session:
        return HttpResponseRedirect(following)
    problem = password_problem(request, request.POST.get("password", ""))
    if not problem:
        session_open(request)
        return HttpResponseRedirect(following)
    context = {"following": following, "problem": problem, "person": request.user}
    return render(request, "administration/locked.html", context, status=423)


def _local(request: ActorRequest, address: str) -> str:
    """The address when it is a path of this server, else the first page."""
    allowed = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if allowed and address.startswith("/") else "/"


@require_POST
@requires("page.home")
def attended(request: ActorRequest) -> HttpResponse:
    """Somebody sits before the page without asking it for anything; the gate notes the time."""
    return JsonResponse({})
