"""Criteria, lists, and one list with its lines and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.download import download
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.merit import issuing, screen, services
from sohotich.oversight.merit.forms import DrawForm, IssueForm, PublishForm, ReasonForm
from sohotich.oversight.merit.listing import lines_table, lists_table
from sohotich.oversight.merit.models import IssuedDocument, MeritList, PurposeKind, Stage
from sohotich.oversight.merit.publishing import DECIDE, criteria_on, criteria_publish, numbers_on
from sohotich.oversight.merit.rights import DECIDES, decides, whole_list
from sohotich.oversight.merit.selectors import (
    criteria_sets,
    lines_seen,
    lists_seen,
    trace_people,
)
from sohotich.oversight.reports.letters import WRITERS


@requires("merit.view")
@require_GET
def lists(request: ActorRequest) -> HttpResponse:
    """Every list that names somebody the person may see; drawing a new one."""
    return _lists(request, None)


def _lists(request: ActorRequest, form: DrawForm | None) -> HttpResponse:
    current = criteria_on(campaign_today())
    purposes = _purposes(request)
    if purposes and form is None:
        form = DrawForm(initial=screen.first_days(current), purposes=purposes)
    context = {"current": current, "form": form, "days_judged": current is not None}
    return list_response(
        request, "merit/lists.html", lists_seen(request.actor), lists_table(), context
    )


def _purposes(request: ActorRequest) -> list[str]:
    return [one for one in PurposeKind.values if request.actor.can_somewhere(DECIDES[one])]


@require_POST
@requires("merit.view")
def draw(request: ActorRequest) -> HttpResponse:
    """Draw a list, or draw a draft anew."""
    form = DrawForm(request.POST, purposes=_purposes(request))
    if not form.is_valid():
        return _lists(request, form)
    try:
        drawn = services.list_draw(actor=request.actor, **form.asked)
    except UserError as error:
        form.add_error(None, str(error))
        return _lists(request, form)
    messages.success(request, "Đã lập bản thảo. Đơn vị chưa thấy cho tới khi thông báo.")
    return redirect("merit:list", drawn.key)


@requires("merit.view")
@require_GET
def criteria(request: ActorRequest) -> HttpResponse:
    """Criteria in force, to come and before; publishing new ones."""
    return _criteria(request, PublishForm())


def _criteria(request: ActorRequest, form: PublishForm) -> HttpResponse:
    current = criteria_on(campaign_today())
    sets = [
        (one, screen.set_badge(one, current), screen.numbers_shown(one.numbers))
        for one in criteria_sets()
    ]
    context = {
        "sets": sets,
        "form": form,
        "publishes": request.actor.can_somewhere(DECIDE),
        "present": screen.numbers_shown(numbers_on(campaign_today())),
        "breadcrumb": [("Thi đua", reverse("merit:lists")), ("Tiêu chí", "")],
    }
    return render(request, "merit/criteria.html", context)


@require_POST
@requires("merit.decide")
def publish(request: ActorRequest) -> HttpResponse:
    """Freeze the policies' numbers as criteria for days to come."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _criteria(request, form)
    try:
        made = criteria_publish(actor=request.actor, **form.cleaned_data)
    except UserError as error:
        form.add_error(None, str(error))
        return _criteria(request, form)
    messages.success(request, f"Đã công bố tiêu chí áp dụng từ {made.applies_from:%d/%m/%Y}.")
    return redirect("merit:criteria")


@requires("merit.view")
@require_GET
def one(request: ActorRequest, key: UUID) -> HttpResponse:
    """A list with the lines the person may see; deciding, announcing, issuing."""
    found = _found(request, key)
    return _one(request, found)


def _one(request: ActorRequest, found: MeritList, **forms: Any) -> HttpResponse:
    trace_people(request.actor, found)
    context = {
        **screen.list_page(found, request.actor),
        "rest": ReasonForm(prefix="rest"),
        "issuing": IssueForm(prefix="issue"),
        **forms,
    }
    rows = lines_seen(request.actor, found)
    return list_response(request, "merit/list.html", rows, lines_table(found), context)


@require_POST
@requires("merit.view")
def announce(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show those named their lines and take their word until the deadline."""
    return _done(
        request,
        _found(request, key),
        lambda: services.list_announce(actor=request.actor, key=key),
        "Đã thông báo tới các đơn vị, cá nhân được nêu tên.",
    )


@require_POST
@requires("merit.view")
def choose_rest(request: ActorRequest, key: UUID) -> HttpResponse:
    """Decide every open line as the criteria propose."""
    found, form = _found(request, key), ReasonForm(request.POST, prefix="rest")
    if not form.is_valid():
        return _one(request, found, rest=form)
    try:
        count = services.rest_choose(
            actor=request.actor, key=key, reason=form.cleaned_data["reason"]
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã quyết định {grouped(count)} dòng theo tiêu chí.")
    return redirect("merit:list", key)


@require_POST
@requires("merit.view")
def issue(request: ActorRequest, key: UUID) -> HttpResponse:
    """Freeze the list and keep its files."""
    found, form = _found(request, key), IssueForm(request.POST, prefix="issue")
    if not form.is_valid():
        return _one(request, found, issuing=form)
    ground = form.cleaned_data["ground"]
    return _done(
        request,
        found,
        lambda: issuing.list_issue(actor=request.actor, key=key, ground=ground),
        "Đã phát hành. Văn bản được giữ nguyên như lúc phát hành.",
    )


@requires("merit.view")
@require_GET
def file(request: ActorRequest, key: UUID, ending: str) -> HttpResponse:
    """The list's letter: as issued, byte for byte; before that a draft of it for the decider."""
    found = _found(request, key)
    if ending not in WRITERS or not whole_list(request.actor, found):
        raise Http404
    trace_people(request.actor, found, "merit.download")
    if found.stage == Stage.ISSUED:
        kept = IssuedDocument.objects.get(merit_list=found, ending=ending)
        return download(bytes(kept.content), kept.media_type, kept.name)
    if not decides(request.actor, found.purpose):
        raise Http404
    media_type, write_as = WRITERS[ending]
    name = f"du-thao-{issuing.file_name(found, ending)}"
    return download(write_as(issuing.letter_of(found)), media_type, name)


def _done(
    request: ActorRequest, found: MeritList, do: Callable[[], object], words: str
) -> HttpResponse:
    try:
        do()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("merit:list", found.key)


def _found(request: ActorRequest, key: UUID) -> MeritList:
    found = lists_seen(request.actor).filter(key=key).first()
    if found is None:
        raise Http404
    return found
