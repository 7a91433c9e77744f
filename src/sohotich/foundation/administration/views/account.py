"""One's own account: roles, where one is signed in, the second step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sohotich.foundation.administration.people_rows import grant_rows
from sohotich.foundation.administration.second_step_needed import required_of
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.second_step import asked_of, recovery_left
from sohotich.foundation.people.sessions import session_end, sessions_end, sessions_of


@requires("page.home")
def account(request: ActorRequest) -> HttpResponse:
    user = request.user
    context = {
        "grants": grant_rows(user.grants.all()),
        "person": user,
        "sessions": sessions_of(user.key, request.session.session_key),
        "second_step": asked_of(user),
        "second_step_required": required_of(request.actor),
        "recovery_left": recovery_left(user),
    }
    return render(request, "administration/account.html", context)


@require_POST
@requires("page.home")
def sign_out_elsewhere(request: ActorRequest) -> HttpResponse:
    """End one session of one's own by its name, or all but this one."""
    name = request.POST.get("session", "")
    if name:
        ended = int(session_end(request.actor.key, name))
    else:
        ended = sessions_end(request.actor.key, keep=request.session.session_key)
    messages.success(request, f"Đã đăng xuất {ended} nơi khác.")
    return redirect("administration:account")
