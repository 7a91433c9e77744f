"""The lots, the next record of one beside its image, the evidence, the quality."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sohotich.domain.record_types import REGISTER_TYPES
from sohotich.domain.sampling import Terms, Verdict
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.services import open_link
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.pipeline.sampling.deciding import books_in_the_way, lot_move
from sohotich.pipeline.sampling.figures import has_failed, totals
from sohotich.pipeline.sampling.judging import sampled_judge
from sohotich.pipeline.sampling.lists import LOTS, QUALITY, interval, lot_badge, percent
from sohotich.pipeline.sampling.models import Lot, LotState, Sampled
from sohotich.pipeline.sampling.record_form import WORDS_OF_MARKS, sections_of, wrong_of
from sohotich.pipeline.sampling.selectors import bounds_of, judged_of, lot_rows, quality_rows
from sohotich.pipeline.sampling.services import lot_open, next_sampled
from sohotich.register.accuracy.selectors import Rate
from sohotich.register.books.models import Book
from sohotich.register.images.selectors import image_of
from sohotich.register.records.models import Record
from sohotich.register.records.selectors import trace_reading

_HERE = ("Kiểm mẫu", "sampling:lots")


@require_GET
@requires("sample.do")
def lots(request: ActorRequest) -> HttpResponse:
    """Books and keyers, how their samples stand."""
    context = {"breadcrumb": [("Việc hôm nay", reverse("home")), ("Kiểm mẫu", "")]}
    return list_response(request, "sampling/lots.html", lot_rows(request.actor), LOTS, context)


@require_GET
@requires("sample.do")
def quality(request: ActorRequest) -> HttpResponse:
    """Errors by class of fields, with their intervals."""
    context = {"breadcrumb": [(_HERE[0], reverse(_HERE[1])), ("Chất lượng", "")]}
    rows = quality_rows(request.actor)
    return list_response(request, "sampling/quality.html", rows, QUALITY, context)


@require_POST
@requires("sample.do")
def open_book(request: ActorRequest, key: UUID) -> HttpResponse:
    """Open a lot of this book, or go on with it."""
    book = get_object_or_404(Book, pk=key)
    if not request.actor.can("sample.do", book.unit_code):
        raise Http404
    return _next_of(request, lot_open(actor=request.actor, unit=book.unit_code, book=book))


@require_POST
@requires("sample.do")
def open_keyer(request: ActorRequest, unit: str, key: UUID) -> HttpResponse:
    """Open a lot of what this person keyed in the commune, or go on with it."""
    known = {row.keyer for row in lot_rows(request.actor) if row.unit == unit}
    if not request.actor.can("sample.do", unit) or key not in known:
        raise Http404
    return _next_of(request, lot_open(actor=request.actor, unit=unit, keyer=key))


@require_POST
@requires("sample.do")
def lot_next(request: ActorRequest, key: UUID) -> HttpResponse:
    """The next record of the lot."""
    return _next_of(request, _lot(request, key))


@require_POST
@requires("sample.do")
def lot_back(request: ActorRequest, key: UUID) -> HttpResponse:
    """Send the records of a failed lot to be keyed twice, its books being withdrawn."""
    found = _lot(request, key)
    try:
        moved = lot_move(actor=request.actor, lot=found).evidence.get("moved", 0)
    except UserError as error:
        messages.error(request, f"{error.message} {error.where}. {error.mend}")
    else:
        messages.success(request, f"Đã trả {moved} trường hợp về nhập lần hai.")
    return redirect("sampling:lot", found.key)


def _next_of(request: ActorRequest, lot: Lot) -> HttpResponse:
    found = next_sampled(actor=request.actor, lot=lot)
    if found is not None:
        return redirect("sampling:record", found.key)
    lot.refresh_from_db()
    if lot.state == LotState.OPEN and not has_failed(lot):
        messages.warning(
            request,
            "Không còn số nào cho anh/chị kiểm trong lô này: số còn lại do anh/chị nhập, sửa, "
            "người khác đang kiểm, hoặc sổ đã trình ký.",
        )
    return redirect("sampling:lot", lot.key)


@require_GET
@requires("sample.do")
def lot(request: ActorRequest, key: UUID) -> HttpResponse:
    """The evidence: what was looked at, what was wrong, where the bounds are."""
    found = _lot(request, key)
    sums = totals(found)
    rate = Rate.of(sums.errors, sums.looks)
    failed = has_failed(found)
    context = {
        "lot": found,
        "failed": failed,
        "in_the_way": ", ".join(books_in_the_way(found)) if failed else "",
        "name": found.book.label if found.book is not None else found.keyer_name,
        "unit": unit_names([found.unit_code]).get(found.unit_code, found.unit_code),
        "badge": lot_badge(found.state),
        "figures": [
            {"title": "Số đã kiểm", "value": sums.records, "note": "trường hợp"},
            {"title": "Ô đã kiểm", "value": sums.looks, "note": ""},
            {"title": "Ô sai", "value": sums.errors, "note": percent(rate.share)},
        ],
        "interval": interval(rate),
        "terms": _terms_words(Terms(**found.terms)),
        "bounds": bounds_of(found) if found.state == LotState.OPEN else [],
        "judged": judged_of(found),
        "breadcrumb": [(_HERE[0], reverse(_HERE[1])), ("Lô", "")],
    }
    return render(request, "sampling/lot.html", context)


@require_http_methods(["GET", "POST"])
@requires("sample.do")
def record(request: ActorRequest, key: UUID) -> HttpResponse:
    """GET: the record beside its image. POST: what was found, and on to the next."""
    one = _sampled(request, key)
    if one.judged_at is not None or one.held_by != request.actor.key:
        return redirect("sampling:lot", one.lot_id)
    found = get_object_or_404(Record.objects.select_related("entry", "book"), entry=one.entry_id)
    if request.method == "GET":
        return _record_page(request, one, found)
    sent = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    try:
        verdict = sampled_judge(
            actor=request.actor,
            sampled=one.key,
            digest=sent.get("digest", ""),
            wrong=wrong_of(found, sent),
        )
    except UserError as error:
        return _record_page(request, one, found, sent, error)
    return _after(request, one, verdict)


def _after(request: ActorRequest, one: Sampled, verdict: Verdict) -> HttpResponse:
    if verdict is Verdict.GO_ON:
        return _next_of(request, one.lot)
    one.lot.refresh_from_db()
    if one.lot.state == LotState.OPEN:
        return redirect("sampling:lot", one.lot_id)
    evidence = one.lot.evidence
    said = (
        f"sai {evidence['errors']} trong {evidence['looks']} ô của {evidence['records']} trường hợp"
    )
    if verdict is Verdict.ACCEPT:
        messages.success(request, f"Lô đạt: {said}.")
    else:
        messages.error(
            request,
            f"Lô không đạt: {said}. Đã trả {evidence['moved']} trường hợp về nhập lần hai.",
        )
    return redirect("sampling:lot", one.lot_id)


def _record_page(
    request: ActorRequest,
    one: Sampled,
    found: Record,
    sent: dict[str, str] | None = None,
    error: UserError | None = None,
) -> HttpResponse:
    trace_reading(actor=request.actor, entry=found.entry, purpose="sample")
    image = image_of(found.entry)
    context: dict[str, Any] = {
        "one": one,
        "record": found,
        "entry": found.entry,
        "book": _named(found.book),
        "sections": sections_of(found, sent),
        "marks": WORDS_OF_MARKS.items(),
        "pictured": image is not None and image.view is not None,
        "error": error,
        "done": totals(one.lot),
        "breadcrumb": [
            (_HERE[0], reverse(_HERE[1])),
            ("Lô", reverse("sampling:lot", args=[one.lot_id])),
            (f"Số {found.entry.label}", ""),
        ],
    }
    return render(request, "sampling/record.html", context, status=400 if error else 200)


@require_GET
@requires("sample.do")
def image(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The picture of a sampled record, for whoever has it in hand."""
    one = _sampled(request, key)
    found = image_of(one.entry)
    if one.held_by != request.actor.key or found is None or found.view is None:
        raise Http404
    file = open_link(actor=request.actor, link=found.view, purpose="sample")
    return FileResponse(
        file,
        content_type=found.view.media_type,
        headers={"Cache-Control": "private, no-store"},
    )


def _named(book: Book) -> str:
    """`KS.1998.02 · Khai sinh · Xã An Tập`, as where it is keyed."""
    unit = unit_names([book.unit_code]).get(book.unit_code, book.unit_code)
    short = book.label.rpartition("/")[2]
    return f"{short} · {REGISTER_TYPES[book.type_code].name} · {unit}"


def _lot(request: ActorRequest, key: UUID) -> Lot:
    found = get_object_or_404(Lot.objects.select_related("book"), pk=key)
    if not request.actor.can("sample.do", found.unit_code):
        raise Http404
    return found


def _sampled(request: ActorRequest, key: UUID) -> Sampled:
    one = get_object_or_404(Sampled.objects.select_related("lot", "entry__book"), pk=key)
    if not request.actor.can("sample.do", one.unit_code):
        raise Http404
    return one


def _terms_words(terms: Terms) -> str:
    return (
        f"Chấp nhận được đến {percent(terms.good)} ô sai, không đạt từ {percent(terms.bad)}; "
        f"kết luận nhầm nhiều nhất {percent(terms.alpha)} với lô tốt, {percent(terms.beta)} "
        f"với lô xấu; từ {terms.least} đến {terms.most} trường hợp."
    )
