"""The second step of signing in: between the right password and the session."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sohotich.foundation.administration.confirm import code_problem
from sohotich.foundation.people.permissions import public
from sohotich.foundation.people.second_step import asked_of

_STAGE = "second_step"


class CodeStage(LoginStage):  # type: ignore[misc]
    """Nobody who has set the second step up is signed in without its code."""

    key = _STAGE
    urlname = "administration:sign-in-code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if not asked_of(self.login.user):
            return None, True
        return redirect(self.urlname), True


@public
@login_stage_required(stage=_STAGE, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the telephone, or one of the recovery codes."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]
    problem = ""
    if request.method == "POST":
        problem = code_problem(stage.login.user, request.POST.get("code", ""))
        if not problem:
            answer: HttpResponse = stage.exit()
            return answer
    return render(request, "account/code.html", {"problem": problem})
