"""Difficulties on the screen: the list, raising one, its page with everything said of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.engines.guard import Refused
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.difficulties import services
from sohotich.oversight.difficulties.about import about_of
from sohotich.oversight.difficulties.attachments import Sent
from sohotich.oversight.difficulties.clock import answer_clock, hours_for
from sohotich.oversight.difficulties.errors import Overtaken
from sohotich.oversight.difficulties.figures import by_category, by_unit
from sohotich.oversight.difficulties.forms import RaiseForm, ReasonForm, TextForm
from sohotich.oversight.difficulties.lists import DIFFICULTIES, difficulties_of, figures_list
from sohotich.oversight.difficulties.models import Difficulty, Picture, State, Urgency
from sohotich.oversight.difficulties.names import names_now, with_names
from sohotich.oversight.difficulties.people import RAISE, VIEW, answers, speaks_for_raiser
from sohotich.oversight.difficulties.searching import offered
from sohotich.oversight.difficulties.selectors import visible
from sohotich.oversight.difficulties.texts import LONGEST_TEXT
from sohotich.oversight.difficulties.views.asked import difficulty_asked, file_response
from sohotich.oversight.difficulties.words import clocked, state_badge, urgency_badge


@requires("page.home")
@require_GET
def difficulties(request: ActorRequest) -> HttpResponse:
    """What one raised, and what the units raised that one looks after; who does neither reads the
    guidance.
    """
    actor = request.actor
    if not actor.can_somewhere(RAISE) and not actor.can_somewhere(VIEW):
        return redirect("difficulties:guidances")
    rows = difficulties_of(actor)
    if actor.can_somewhere(VIEW):
        trace_list(
            request,
            action="difficulty.list",
            subject="difficulty",
            purpose="screen",
            found=len(rows),
            words=request.GET.get("tim", ""),
        )
    context = {
        "raises": actor.can_somewhere(RAISE),
        "follows": actor.can_somewhere(VIEW),
        "overdue": sum(one.late for one in rows),
        "waiting": sum(bool(one.due) for one in rows),
    }
    return list_response(request, "difficulties/list.html", rows, DIFFICULTIES, context)


@requires(VIEW)
@require_GET
def figures(request: ActorRequest) -> HttpResponse:
    """By unit, or with `?theo=loai` by category."""
    rows, moment = visible(request.actor).all(), campaign_now()
    of_category = request.GET.get("theo") == "loai"
    lines = by_category(rows, moment) if of_category else by_unit(rows, moment)
    context = {"of_category": of_category, "working": answer_clock().working}
    definition = figures_list("Loại khó khăn" if of_category else "Đơn vị")
    return list_response(request, "difficulties/figures.html", lines, definition, context)


@requires(RAISE)
def new(request: ActorRequest) -> HttpResponse:
    """The form; guidance on the same is offered while one writes."""
    short = not request.actor.can_somewhere("book.view")
    form = RaiseForm(request.POST or None, request.FILES or None, short=short)
    if request.method == "POST" and form.is_valid():
        made = _raised(request, form)
        if made is not None:
            hours = hours_for(made.urgency)
            messages.success(request, f"Đã gửi. Trả lời trong {hours} giờ, báo ở Việc hôm nay.")
            return redirect("difficulties:one", made.key)
    if request.FILES and "pictures" not in form.errors:
        form.add_error(
            "pictures", "Chọn lại ảnh: trình duyệt không giữ tệp khi biểu mẫu bị trả về."
        )
    context = {"form": form, "hours": [(u.label, hours_for(u.value)) for u in Urgency]}
    return render(request, "difficulties/new.html", context)


def _raised(request: ActorRequest, form: RaiseForm) -> Difficulty | None:
    """The difficulty made; None with the form told what is wrong."""
    said = form.cleaned_data
    pictures = [Sent(one.name, one) for one in said["pictures"]]
    try:
        about = about_of(request.actor, said.get("book", ""), said.get("number", ""))
        draft = services.Draft(said["category"], said["urgency"], said["text"], about)
        return services.difficulty_raise(actor=request.actor, draft=draft, pictures=pictures)
    except Refused as error:
        form.add_error("pictures", str(error))
    except UserError as error:
        field = {"Sổ": "book", "Số": "number", "Nội dung": "text"}.get(error.where)
        form.add_error(field, f"{error.message} {error.mend}".strip())
    return None


@requires(RAISE)
@require_POST
def offers(request: ActorRequest) -> HttpResponse:
    """Guidance near to what is being written; sent, not followed, for it may name somebody."""
    text, category = request.POST.get("text", ""), request.POST.get("category", "")
    found = offered(text[:LONGEST_TEXT], category)
    return render(request, "difficulties/offers.html", {"offered": found})


@requires("page.home")
@require_GET
def one(request: ActorRequest, key: UUID) -> HttpResponse:
    """Everything said of one difficulty, and what this person may do."""
    row = difficulty_asked(request, key)
    if request.actor.key != row.raised_by:
        _record_read(request, row)
    return _page(request, row)


def _record_read(request: ActorRequest, row: Difficulty) -> None:
    record(
        actor=request.actor,
        action="difficulty.read",
        unit=row.unit_code,
        subject="difficulty",
        key=row.key,
        purpose="screen",
    )


def _page(request: ActorRequest, row: Difficulty, **forms: Any) -> HttpResponse:
    actor, moment = request.actor, campaign_now()
    events = with_names(row.events.all())
    seen = {"seen": len(events)}
    mine = speaks_for_raiser(actor, row)
    context = {
        "row": row,
        "clock": clocked(row, moment, answer_clock()),
        "raiser": row.raised_by_name or names_now([row.raised_by]).get(row.raised_by, ""),
        "state": state_badge(row),
        "urgency": urgency_badge(row),
        "events": events,
        "pictures": list(row.pictures.all()),
        "about_address": _about_address(request, row),
        "answering": answers(actor, row) and row.waiting,
        "passing": answers(actor, row) and row.waiting and row.tier == "district",
        "held_by_me": row.holder == actor.key,
        "closing": mine and row.state != State.CLOSED,
        "reopening": mine and row.state in (State.ANSWERED, State.CLOSED),
        "teaching": actor.can_somewhere("guidance.edit") and row.answered_at is not None,
        "answer": TextForm(initial=seen, prefix="answer"),
        "said": TextForm(prefix="said"),
        "reason": ReasonForm(prefix="reason"),
        "offered": offered(row.text, row.category) if row.waiting else [],
        **forms,
    }
    return render(request, "difficulties/one.html", context)


def _about_address(request: ActorRequest, row: Difficulty) -> str:
    """The page of what it is about, for those whose own rights open it."""
    if row.book_key is None or not request.actor.can("book.view", row.unit_code):
        return ""
    if row.entry_key is not None:
        return reverse("entry", args=[row.entry_key])
    return reverse("book", args=[row.book_key])


@requires("page.home")
@require_POST
def act(request: ActorRequest, key: UUID, action: str) -> HttpResponse:
    """One of nhan, chuyen, tra-loi, trao-doi, dong, mo-lai; a text that cannot be taken in comes
    back on the page.
    """
    row = difficulty_asked(request, key)
    if action not in _ACTS:
        raise Http404
    prefix, done, words = _ACTS[action]
    form = (ReasonForm if prefix == "reason" else TextForm)(request.POST, prefix=prefix or "said")
    if prefix and not form.is_valid():
        return _page(request, row, **{prefix: form})
    try:
        done(request, key, form)
    except Overtaken as error:
        messages.error(request, str(error))
        fresh = difficulty_asked(request, key)
        kept = {"text": form.cleaned_data["text"], "seen": fresh.events.count()}
        if fresh.waiting:
            return _page(request, fresh, answer=TextForm(initial=kept, prefix="answer"))
        # Answered meanwhile: the text stands ready as a further word.
        return _page(request, fresh, said=TextForm(initial=kept, prefix="said"))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("difficulties:one", key)


def _take(request: ActorRequest, key: UUID, form: Any) -> None:
    services.difficulty_take(actor=request.actor, key=key)


def _pass(request: ActorRequest, key: UUID, form: Any) -> None:
    services.difficulty_pass(actor=request.actor, key=key)


def _answer(request: ActorRequest, key: UUID, form: Any) -> None:
    said = form.cleaned_data
    seen = -1 if said["seen"] is None else said["seen"]
    services.difficulty_answer(actor=request.actor, key=key, text=said["text"], seen=seen)


def _say(request: ActorRequest, key: UUID, form: Any) -> None:
    services.difficulty_say(actor=request.actor, key=key, text=form.cleaned_data["text"])


def _close(request: ActorRequest, key: UUID, form: Any) -> None:
    services.difficulty_close(actor=request.actor, key=key)


def _reopen(request: ActorRequest, key: UUID, form: Any) -> None:
    services.difficulty_reopen(actor=request.actor, key=key, reason=form.cleaned_data["reason"])


# Address → the form's prefix ("" for none), what is done, what is told.
_ACTS = {
    "nhan": ("", _take, "Đã nhận xử lý."),
    "chuyen": ("", _pass, "Đã chuyển Sở Tư pháp; giờ trả lời vẫn đếm tiếp."),
    "tra-loi": ("answer", _answer, "Đã trả lời."),
    "trao-doi": ("said", _say, "Đã gửi."),
    "dong": ("", _close, "Đã đóng khó khăn."),
    "mo-lai": ("reason", _reopen, "Đã mở lại; giờ trả lời đếm từ đầu."),
}


@requires("page.home")
@require_GET
def picture(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """One picture of a difficulty."""
    found = Picture.objects.filter(pk=key).select_related("difficulty").first()
    if found is None:
        raise Http404
    row = difficulty_asked(request, found.difficulty_id)
    return file_response(request, unit=row.unit_code, link=found.link, shown=True)
