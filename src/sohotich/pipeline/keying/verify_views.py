"""The list of registrations with values to look at, their screen, and its letters."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.pages.json_body import have_of, json_body, number_of, text_of
from sohotich.foundation.pages.screens import comparison_screen
from sohotich.foundation.people.permissions import ActorRequest, requires, unattended
from sohotich.pipeline.keying.api import answering
from sohotich.pipeline.keying.asked import value_asked
from sohotich.pipeline.keying.keying_data import book_title, short_label
from sohotich.pipeline.keying.pictures import picture_response
from sohotich.pipeline.keying.screens import values_by_book, verified_today
from sohotich.pipeline.keying.verify_data import item_data, verification_data
from sohotich.pipeline.keying.verifying import (
    LookedAtElsewhere,
    next_to_verify,
    verify_finish,
    verify_hold,
    verify_letter,
    verify_put_down,
)


@require_GET
@requires("value.verify")
def values(request: ActorRequest) -> HttpResponse:
    """What waits for this person, by book, and the one button."""
    rows = values_by_book(request.actor)
    context = {
        "rows": [
            {"count": count, "title": short_label(book), "words": book_title(book)}
            for book, count in rows
        ],
        "count": sum(count for _, count in rows),
        "figures": [
            {
                "title": "Hôm nay đã soát",
                "value": verified_today(request.actor),
                "note": "trường hợp",
            }
        ],
        "breadcrumb": [("Việc hôm nay", reverse("home")), ("Soát giá trị", "")],
    }
    return render(request, "keying/values.html", context)


@require_POST
@requires("value.verify")
def value_next(request: ActorRequest) -> HttpResponse:
    """Take the next registration in hand and open it."""
    entry = next_to_verify(actor=request.actor)
    if entry is None:
        messages.warning(request, "Không còn giá trị nào chờ anh/chị soát lúc này.")
        return redirect("keying:values")
    return redirect("keying:value", entry.key)


@require_GET
@requires("value.verify")
def value(request: ActorRequest, key: UUID) -> HttpResponse:
    """One value after another beside the image."""
    entry = value_asked(request, key)
    if entry.state != "verifying":
        messages.info(request, f"Số {entry.label} không còn chờ soát giá trị.")
        return redirect("keying:values")
    try:
        verify_hold(actor=request.actor, entry=entry)
    except LookedAtElsewhere as other:
        messages.warning(request, other.message)
        return redirect("keying:values")
    data = verification_data(actor=request.actor, entry=entry)
    return comparison_screen(request, data, "keying/value.html")


@require_GET
@requires("value.verify")
def value_image(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The picture of a registration whose values are being looked at."""
    entry = value_asked(request, key)
    verify_hold(actor=request.actor, entry=entry)
    return picture_response(
        actor=request.actor, entry=entry, purpose="verification", fitted="vua" in request.GET
    )


@require_POST
@requires("value.verify")
@answering
def values_ahead(request: ActorRequest) -> HttpResponse:
    """One registration more than those `have` at hand."""
    entry = next_to_verify(actor=request.actor, beyond=have_of(request))
    item = item_data(actor=request.actor, entry=entry) if entry is not None else None
    return JsonResponse({"item": item})


@unattended
@require_POST
@requires("value.verify")
@answering
def values_put_down(request: ActorRequest) -> HttpResponse:
    """The screen is left: what it only fetched ahead is free for others again."""
    return JsonResponse({"free": verify_put_down(actor=request.actor, entries=have_of(request))})


@require_POST
@requires("value.verify")
@answering
def value_answer(request: ActorRequest, key: UUID) -> HttpResponse:
    """One answer: A right, S with a value, K, T, H ask, U taken back."""
    entry = value_asked(request, key)
    body = json_body(request)
    stored = verify_letter(
        actor=request.actor,
        entry=entry,
        field=text_of(body, "field"),
        choice=text_of(body, "choice"),
        value=text_of(body, "value"),
        seq=number_of(body, "seq"),
    )
    return JsonResponse({"stored": stored})


@require_POST
@requires("value.verify")
@answering
def value_finish(request: ActorRequest, key: UUID) -> HttpResponse:
    """Every value has its answer."""
    entry = value_asked(request, key)
    return JsonResponse({"finished": verify_finish(actor=request.actor, entry=entry)})
