"""Letting somebody try their password again; tells the helper nothing about anybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sohotich.foundation.administration.people_forms import UnlockForm
from sohotich.foundation.administration.tries import tries_open
from sohotich.foundation.people.permissions import ActorRequest, requires


@requires("people.unlock")
def unlock_sign_in(request: ActorRequest) -> HttpResponse:
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tries_open(actor=request.actor, username=form.cleaned_data["username"])
        messages.success(request, "Người dùng tên này thử lại được ngay, nếu có.")
        return redirect("administration:unlock-sign-in")
    return render(request, "administration/unlock_sign_in.html", {"form": form})
