"""Guidance on the screen: searched by everybody, written by the department."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.difficulties import guiding
from sohotich.oversight.difficulties.errors import LooksPersonal, Overtaken
from sohotich.oversight.difficulties.forms import LessonForm, ReasonForm
from sohotich.oversight.difficulties.lists import GUIDANCE, guidance_rows
from sohotich.oversight.difficulties.models import (
    Difficulty,
    DifficultyEvent,
    EventKind,
    Guidance,
)
from sohotich.oversight.difficulties.names import with_names
from sohotich.oversight.difficulties.people import RAISE, VIEW
from sohotich.oversight.difficulties.views.asked import difficulty_asked
from sohotich.oversight.difficulties.words import guidance_badge

_FIELDS = {"Tiêu đề": "title", "Nội dung": "text", "Từ khóa": "tags"}


@requires("page.home")
@require_GET
def guidances(request: ActorRequest) -> HttpResponse:
    """Every guidance, found by words without marks."""
    actor = request.actor
    context = {
        "edits": actor.can_somewhere(guiding.EDIT),
        "difficulties": actor.can_somewhere(RAISE) or actor.can_somewhere(VIEW),
    }
    return list_response(request, "difficulties/guidances.html", guidance_rows(), GUIDANCE, context)


@requires("page.home")
@require_GET
def guidance(request: ActorRequest, key: UUID) -> HttpResponse:
    """One guidance with its former versions."""
    return _page(request, get_object_or_404(Guidance, pk=key), ReasonForm(prefix="reason"))


def _page(request: ActorRequest, row: Guidance, reason: ReasonForm) -> HttpResponse:
    edits = request.actor.can_somewhere(guiding.EDIT)
    context = {
        "row": row,
        "badge": guidance_badge(row),
        "versions": list(row.versions.all()),
        "helped": row.helped.count(),
        "helped_me": row.helped.filter(person=request.actor.key).exists(),
        "edits": edits,
        "reason": reason,
        "source": _source_address(row),
    }
    return render(request, "difficulties/guidance.html", context)


def _source_address(row: Guidance) -> str:
    """The difficulty it was written from, for those who see that."""
    key = row.from_difficulty
    seen = key is not None and Difficulty.objects.filter(pk=key).exists()
    return reverse("difficulties:one", args=[key]) if seen else ""


@requires("page.home")
@require_POST
def helped(request: ActorRequest, key: UUID) -> HttpResponse:
    """It helped this person."""
    if not Guidance.objects.filter(pk=key).exists():
        raise Http404
    guiding.guidance_helped(actor=request.actor, key=key)
    messages.success(request, "Cảm ơn anh/chị đã cho biết.")
    return redirect("difficulties:guidance", key)


@requires(guiding.EDIT)
def guidance_new(request: ActorRequest) -> HttpResponse:
    """Write one: of itself, or with `?tu=` from an answered difficulty, shown beside."""
    source = _source(request)
    form = LessonForm(request.POST or None, initial=_proposed(source))
    if request.method == "POST" and form.is_valid():
        try:
            made = guiding.guidance_publish(
                actor=request.actor, lesson=_lesson(form), source=source
            )
        except UserError as error:
            _tell(form, error)
        else:
            messages.success(request, "Đã đăng hướng dẫn; mọi người tìm được ngay.")
            return redirect("difficulties:guidance", made.key)
    return _editor(request, form, source=source)


@requires(guiding.EDIT)
def guidance_edit(request: ActorRequest, key: UUID) -> HttpResponse:
    """A new version; where somebody saved one meanwhile, both texts are before the writer."""
    row = get_object_or_404(Guidance, pk=key)
    form = LessonForm(request.POST or None, initial=_present(row))
    if request.method == "POST" and form.is_valid():
        try:
            guiding.guidance_change(
                actor=request.actor,
                key=key,
                lesson=_lesson(form),
                seen=form.cleaned_data["seen"] or 0,
            )
        except Overtaken as error:
            messages.error(request, str(error))
            newer = get_object_or_404(Guidance, pk=key)
            form = LessonForm(initial={**form.cleaned_data, "seen": newer.version})
            return _editor(request, form, row=newer, newer=newer)
        except UserError as error:
            _tell(form, error)
        else:
            messages.success(request, "Đã lưu bản mới.")
            return redirect("difficulties:guidance", key)
    return _editor(request, form, row=row)


@requires(guiding.EDIT)
@require_POST
def guidance_withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """It holds no more; it stays to be read as withdrawn."""
    row = get_object_or_404(Guidance, pk=key)
    form = ReasonForm(request.POST, prefix="reason")
    if not form.is_valid():
        return _page(request, row, form)
    try:
        guiding.guidance_withdraw(actor=request.actor, key=key, reason=form.cleaned_data["reason"])
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã thu hồi hướng dẫn.")
    return redirect("difficulties:guidance", key)


def _editor(
    request: ActorRequest,
    form: LessonForm,
    *,
    source: Difficulty | None = None,
    row: Guidance | None = None,
    newer: Guidance | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "source": source,
        "events": _spoken(source),
        "row": row,
        "newer": newer,
        "personal": form.personal or form.data.get("looked_at"),
    }
    return render(request, "difficulties/guidance_edit.html", context)


def _source(request: ActorRequest) -> Difficulty | None:
    text = request.GET.get("tu", "")
    if not text:
        return None
    try:
        return difficulty_asked(request, UUID(text))
    except ValueError:
        raise Http404 from None


def _spoken(source: Difficulty | None) -> list[DifficultyEvent]:
    return [] if source is None else with_names(source.events.exclude(text=""))


def _proposed(source: Difficulty | None) -> dict[str, object]:
    """The last answer as it stands: a beginning to write from."""
    if source is None:
        return {}
    answered = source.events.filter(kind=EventKind.ANSWERED).last()
    return {"category": source.category, "text": answered.text if answered else ""}


def _present(row: Guidance) -> dict[str, object]:
    return {
        "title": row.title,
        "category": row.category,
        "tags": ", ".join(row.tags),
        "text": row.text,
        "seen": row.version,
    }


def _lesson(form: LessonForm) -> guiding.Lesson:
    said = form.cleaned_data
    return guiding.Lesson(
        said["title"], said["text"], said["category"], said["tags"], said["looked_at"]
    )


def _tell(form: LessonForm, error: UserError) -> None:
    if isinstance(error, LooksPersonal):
        form.personal = True
        places = ", ".join(f"“{one.words}” ({one.kind})" for one in error.traces)
        form.add_error(None, f"{error.message} {places}. {error.mend}")
        return
    form.add_error(_FIELDS.get(error.where), f"{error.message} {error.mend}".strip())
