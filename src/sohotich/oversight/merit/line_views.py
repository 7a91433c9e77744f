"""One line: its evidence, what was said of it, the decision. Everybody reads their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.merit import opinions, services
from sohotich.oversight.merit.forms import AnswerForm, ChoiceForm, OpinionForm
from sohotich.oversight.merit.models import Choice, MeritLine, Opinion
from sohotich.oversight.merit.screen import line_page
from sohotich.oversight.merit.selectors import line_seen, trace_people


@requires("page.home")
@require_GET
def line(request: ActorRequest, key: UUID) -> HttpResponse:
    """The line with each criterion's value, points, reason and source."""
    return _page(request, _found(request, key))


def _page(request: ActorRequest, found: MeritLine, **forms: Any) -> HttpResponse:
    if found.person_key != request.actor.key:
        trace_people(request.actor, found.merit_list)
    context = {
        **line_page(found, request.actor),
        "choosing": ChoiceForm(initial={"choice": found.choice or _proposed(found)}),
        "speaking": OpinionForm(),
        **forms,
    }
    context["opinions"] = [
        (said, forms.get(str(said.key)) or AnswerForm(auto_id=f"{said.key}_%s"))
        for said in found.opinions.all()
    ]
    return render(request, "merit/line.html", context)


def _proposed(found: MeritLine) -> str:
    return Choice.TAKEN.value if found.proposed else Choice.LEFT.value


@require_POST
@requires("merit.view")
def choose(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put the line into the list or leave it out, with a reason."""
    found, form = _found(request, key), ChoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, choosing=form)
    try:
        services.line_choose(
            actor=request.actor,
            line=key,
            taken=form.cleaned_data["choice"] == Choice.TAKEN,
            reason=form.cleaned_data["reason"],
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã ghi quyết định về {found.name}.")
    return redirect("merit:line", key)


@require_POST
@requires("page.home")
def speak(request: ActorRequest, key: UUID) -> HttpResponse:
    """Comment, or appeal, on one's own line."""
    found, form = _found(request, key), OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, speaking=form)
    try:
        opinions.opinion_write(actor=request.actor, line=key, **form.said)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã gửi ý kiến. Trả lời hiện ở trang này.")
    return redirect("merit:line", key)


@require_POST
@requires("merit.view")
def answer(request: ActorRequest, key: UUID) -> HttpResponse:
    """Answer what was said of a line."""
    said = Opinion.objects.filter(key=key).first()
    found = line_seen(request.actor, said.line_id) if said is not None else None
    if found is None:
        raise Http404
    form = AnswerForm(request.POST, auto_id=f"{key}_%s")
    if not form.is_valid():
        return _page(request, found, **{str(key): form})
    try:
        opinions.opinion_answer(actor=request.actor, opinion=key, text=form.cleaned_data["answer"])
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã trả lời.")
    return redirect("merit:line", found.key)


def _found(request: ActorRequest, key: UUID) -> MeritLine:
    found = line_seen(request.actor, key)
    if found is None:
        raise Http404
    return found
