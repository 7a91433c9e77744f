"""The keyer's page and screen, the list of disputes and their screen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sohotich.foundation.pages.addresses import Posted
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.screens import comparison_screen, keying_screen
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.permissions import ActorRequest, Forbidden, requires
from sohotich.foundation.worklists.gates import NotYet, gate_of
from sohotich.pipeline.keying.asked import book_asked, dispute_asked, reading_asked
from sohotich.pipeline.keying.dispute_data import comparison_data
from sohotich.pipeline.keying.disputes import next_dispute
from sohotich.pipeline.keying.holding import (
    InOtherHands,
    TakenOver,
    all_put_down,
    dispute_hold,
    in_hand,
    reading_hold,
)
from sohotich.pipeline.keying.keying_data import (
    book_title,
    keying_data,
    number_in_book,
    short_label,
)
from sohotich.pipeline.keying.lease_data import lease_context
from sohotich.pipeline.keying.pictures import picture_response
from sohotich.pipeline.keying.queues import FIRST
from sohotich.pipeline.keying.screens import (
    DisputeRow,
    OwnFigures,
    begun,
    books_waiting,
    dispute_rows,
    own_figures,
    readings_in_hand,
    settled_today,
)
from sohotich.pipeline.keying.services import next_entry
from sohotich.pipeline.keying.taking_back import NotTakenBack, finished_lately, reading_take_back
from sohotich.register.books.handing_out import turn_of
from sohotich.register.contests.selectors import answered_unseen, decided_against
from sohotich.register.records.selectors import trace_reading

_FORM_OPEN = "mẫu in chưa xác nhận: dòng có in mà không thấy thì tìm ở “Thêm dòng”"


@require_GET
@requires("keying.key")
def start(request: ActorRequest) -> HttpResponse:
    """Where this person goes on: the one button, what they hold, books, their own day."""
    waiting, in_hand = books_waiting(request.actor), readings_in_hand(request.actor)
    context = {
        "rows": [
            {
                "count": row.count,
                "title": short_label(row.book),
                "words": f"{book_title(row.book)} · {_turns(row.first, row.second)}"
                + ("" if row.book.form_confirmed_at else f" · {_FORM_OPEN}"),
                "button": "Nhập sổ này",
                "address": Posted(reverse("keying:book", args=[row.book.key])),
            }
            for row in waiting
        ],
        "count": sum(row.count for row in waiting),
        "gate": gate_of(request.actor, FIRST),
        "against": len(decided_against(request.actor)),
        "answers": answered_unseen(request.actor),
        "in_hand": len(in_hand),
        "begun": [
            {
                "number": number_in_book(row.entry.book, row.entry),
                "label": short_label(row.entry.book),
                "address": reverse("keying:reading", args=[row.key]),
            }
            for row in begun(in_hand)
        ],
        "finished": [
            {
                "number": number_in_book(row.reading.entry.book, row.reading.entry),
                "label": short_label(row.reading.entry.book),
                "minutes": row.minutes,
                "key": row.reading.key,
            }
            for row in finished_lately(request.actor)
        ],
        "may_assign": request.actor.can_somewhere("work.assign"),
        "figures": _figures(own_figures(request.actor), len(in_hand)),
        **lease_context(request.actor),
        "breadcrumb": [("Việc hôm nay", reverse("home")), ("Nhập liệu", "")],
    }
    return render(request, "keying/start.html", context)


def _figures(own: OwnFigures, in_hand: int) -> list[dict[str, object]]:
    figures: list[dict[str, object]] = [
        {"title": "Hôm nay đã nhập", "value": own.today, "note": "trường hợp"},
        {"title": "Đang giữ", "value": in_hand, "note": "trường hợp"},
    ]
    if own.per_hour is not None:
        note = "trường hợp, không tính lúc nghỉ"
        figures.insert(1, {"title": "Mỗi giờ", "value": own.per_hour, "note": note})
    return figures


def _turns(first: int, second: int) -> str:
    parts = [(first, "nhập lần một"), (second, "nhập lần hai")]
    return ", ".join(f"{count} {words}" for count, words in parts if count)


@require_POST
@requires("keying.key")
def go_on(request: ActorRequest) -> HttpResponse:
    """Claim the next registration, what is in hand first, and open it."""
    try:
        assignment = next_entry(actor=request.actor)
    except NotYet:
        # The page says what is to be done first.
        return redirect("keying:start")
    if assignment is None:
        messages.warning(request, "Không còn trường hợp nào cho anh/chị lúc này.")
        return redirect("keying:start")
    return redirect("keying:reading", assignment.reading.key)


@require_http_methods(["GET", "POST"])
@requires("keying.key")
def book(request: ActorRequest, key: UUID) -> HttpResponse:
    """POST: claim the next registration of this book and open it. GET: the list of books."""
    found = book_asked(request, key)
    if request.method == "GET":
        return redirect("keying:start")
    assignment = next_entry(actor=request.actor, book=found.key)
    if assignment is None:
        closed = found.key in turn_of(request.actor).closed
        why = "đang không giao cho anh/chị" if closed else "không còn trường hợp nào cho anh/chị"
        messages.warning(request, f"Sổ {short_label(found)} {why} lúc này.")
        return redirect("keying:start")
    return redirect("keying:reading", assignment.reading.key)


@require_GET
@requires("keying.key")
def reading(request: ActorRequest, key: UUID) -> HttpResponse:
    """The keying screen of one's own reading, taken in hand again where nobody else has it."""
    found = reading_asked(request, key)
    if found.completed_at is not None:
        messages.info(request, f"Số {found.entry.label} đã nhập xong.")
        return redirect("keying:start")
    try:
        reading_hold(actor=request.actor, reading=found)
    except TakenOver as lost:
        messages.warning(request, f"{lost.message} Những gì anh/chị đã gõ vẫn được giữ.")
        return redirect("keying:start")
    trace_reading(actor=request.actor, entry=found.entry, purpose="keying")
    return keying_screen(request, keying_data(actor=request.actor, reading=found.key))


@require_GET
@requires("keying.key")
def image(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The registration's picture, for the keyer who holds it now."""
    found = reading_asked(request, key)
    if not in_hand(request.actor, found):
        raise Forbidden(f"Số {found.entry.label} không còn do anh/chị giữ.")
    return picture_response(
        actor=request.actor, entry=found.entry, purpose="keying", fitted="vua" in request.GET
    )


@require_POST
@requires("keying.key")
def take_back(request: ActorRequest, key: UUID) -> HttpResponse:
    """Open a reading just finished again and go on with it; else say why it is too late."""
    found = reading_asked(request, key)
    try:
        draft = reading_take_back(actor=request.actor, reading=found.key)
    except NotTakenBack as late:
        messages.warning(request, f"{late.message} {late.mend}")
        return redirect("keying:start")
    return redirect("keying:reading", draft.key)


@require_POST
@requires("keying.key")
def pause(request: ActorRequest) -> HttpResponse:
    """Give everything in hand back; drafts stay for the same person."""
    count = all_put_down(actor=request.actor)
    if count:
        messages.success(request, f"Đã tạm dừng, trả lại {count} trường hợp. Phần đã gõ vẫn giữ.")
    return redirect("keying:start")


def _dispute_address(row: DisputeRow) -> str:
    return reverse("keying:dispute", args=[row.entry.key])


def _whose(row: DisputeRow) -> Badge | str:
    if row.in_my_hands:
        return Badge("Anh/chị đang xem", "action", "shape-dot")
    if row.in_other_hands:
        return Badge("Người khác đang xem", "quiet", "lock")
    return Badge("Để hỏi sau", "doubt", "wait") if row.put_off else ""


_DISPUTES = ListDefinition(
    title="Tranh chấp giữa hai lần nhập",
    file_name="tranh-chap",
    search_words="Lọc theo sổ, số",
    empty_title="Không có tranh chấp",
    empty_words="Hai lần nhập của một trường hợp khác nhau thì có việc ở đây.",
    columns=(
        Column("so", "Sổ", lambda row: short_label(row.entry.book), sort=True),
        Column("truong-hop", "Số", lambda row: row.entry.label, _dispute_address, kind="strong"),
        Column("tu", "Chờ từ", lambda row: row.entry.state_changed_at, sort=True),
        Column("ai", "Tình trạng", _whose),
        Column("mo", "", lambda row: "Giải quyết", _dispute_address, kind="button"),
    ),
    chips=(
        Chip("dang-xem", "Anh/chị đang xem", lambda rows: [r for r in rows if r.in_my_hands]),
        Chip("hoi-sau", "Để hỏi sau", lambda rows: [r for r in rows if r.put_off]),
    ),
)


@require_GET
@requires("dispute.settle")
def disputes(request: ActorRequest) -> HttpResponse:
    """Disputes this person may settle, and the button that opens the next."""
    rows = dispute_rows(request.actor)
    context = {
        "open": sum(1 for row in rows if not row.in_other_hands),
        "settled": settled_today(request.actor),
        "breadcrumb": [("Việc hôm nay", reverse("home")), ("Tranh chấp", "")],
    }
    return list_response(request, "keying/disputes.html", rows, _DISPUTES, context)


@require_POST
@requires("dispute.settle")
def dispute_next(request: ActorRequest) -> HttpResponse:
    """Take the next dispute in hand and open it."""
    entry = next_dispute(actor=request.actor)
    if entry is None:
        messages.warning(request, "Không còn tranh chấp nào cho anh/chị lúc này.")
        return redirect("keying:disputes")
    return redirect("keying:dispute", entry.key)


@require_GET
@requires("dispute.settle")
def dispute(request: ActorRequest, key: UUID) -> HttpResponse:
    """Both readings beside each other, taken in hand by opening."""
    entry = dispute_asked(request, key)
    if entry.state != "disputed":
        messages.info(request, f"Số {entry.label} không còn tranh chấp.")
        return redirect("keying:disputes")
    try:
        dispute_hold(actor=request.actor, entry=entry)
    except InOtherHands as other:
        messages.warning(request, other.message)
        return redirect("keying:disputes")
    data = comparison_data(actor=request.actor, entry=entry)
    return comparison_screen(request, data, "keying/dispute.html")


@require_GET
@requires("dispute.settle")
def dispute_image(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The picture of a registration in dispute."""
    entry = dispute_asked(request, key)
    return picture_response(
        actor=request.actor, entry=entry, purpose="dispute", fitted="vua" in request.GET
    )
