"""Handing out the keying: the order of books, whose they are, what each person may key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.foundation.pages.lists import Column, ListDefinition, list_response
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.policies.services import value
from sohotich.pipeline.keying.assigning import BookRow, KeyerRow, books_to_hand_out, keyers_of
from sohotich.pipeline.keying.keying_data import book_title, short_label
from sohotich.register.books.asked import book_asked
from sohotich.register.books.errors import BookError
from sohotich.register.books.handing_out import book_work_set, keyer_skill_drop, keyer_skill_set
from sohotich.register.books.models import Book, BookWork, Standing

_CHECKS = {"class": "form-check-input"}
_BADGES = {Standing.FIRST: ("action", "shape-dot"), Standing.PAUSED: ("quiet", "lock")}
_PAGE = "keying:assigning"


def _turn(row: BookRow) -> Badge | str:
    shape = _BADGES.get(Standing(row.standing))
    return Badge(row.turn, *shape) if shape else row.turn


def _address(row: BookRow) -> str:
    return reverse("keying:assign-book", args=[row.book.key])


def _leases(row: BookRow) -> str:
    return reverse("keying:leases") if row.leased else ""


_BOOKS = ListDefinition(
    title="Giao việc nhập liệu",
    file_name="giao-viec",
    search_words="Lọc sổ, người nhập",
    empty_title="Không có sổ nào chờ nhập",
    empty_words="Ảnh của sổ được xác nhận ở bước Quét thì sổ có ở đây.",
    columns=(
        Column("so", "Sổ", lambda row: short_label(row.book), _address, kind="strong", sort=True),
        Column("loai", "Loại", lambda row: book_title(row.book)),
        Column("mot", "Chờ nhập lần một", lambda row: row.first, kind="number", sort=True),
        Column("hai", "Chờ nhập lần hai", lambda row: row.second, kind="number", sort=True),
        Column("may", "Đã lấy về máy", lambda row: row.leased, _leases, kind="number", sort=True),
        Column("thu-tu", "Thứ tự", _turn),
        Column("ai", "Người nhập", lambda row: ", ".join(row.people) or "Mọi người nhập"),
        Column("giao", "", lambda row: "Giao", _address, kind="button"),
    ),
)


class BookForm(forms.Form):
    """When a book's turn comes, and whose it is: nobody ticked means everybody."""

    standing = forms.ChoiceField(
        label="Thứ tự",
        choices=Standing.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="“Nhập trước”: giao hết sổ này rồi mới tới sổ khác. “Tạm dừng giao”: số đang "
        "nhập dở vẫn nhập tiếp được, số mới không giao nữa.",
    )
    people = forms.MultipleChoiceField(
        label="Người nhập",
        required=False,
        widget=forms.CheckboxSelectMultiple(_CHECKS),
        help_text="Chọn ít nhất hai người, hoặc không ai: khi đó giao cho mọi người nhập của xã.",
    )

    def __init__(self, *args: Any, keyers: list[KeyerRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.choices = [(str(row.person), row.name) for row in keyers]

    def clean_people(self) -> list[str]:
        """One person can never read a registration twice."""
        people: list[str] = self.cleaned_data["people"]
        if len(people) == 1:
            raise forms.ValidationError(
                "Một người không nhập được cả hai lần: chọn thêm một người, hoặc không chọn ai."
            )
        return people


class SkillForm(forms.Form):
    """The types somebody may key, and from what year on; taken away: as the province says."""

    types = forms.MultipleChoiceField(
        label="Loại sổ được nhập",
        required=False,
        choices=[(kind.code, kind.name) for kind in RECORD_TYPES],
        widget=forms.CheckboxSelectMultiple(_CHECKS),
    )
    year_from = forms.IntegerField(
        label="Chỉ giao sổ mở từ năm",
        required=False,
        min_value=1850,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        help_text="Để trống: sổ của mọi năm. Chữ viết trong sổ cũ khó đọc hơn.",
    )


@require_GET
@requires("work.assign")
def assigning(request: ActorRequest) -> HttpResponse:
    """Books with work left and the people who key, each with a page to say more."""
    context = {
        "keyers": keyers_of(request.actor.units("work.assign")),
        "unlisted": value("keying.unlisted_keyer"),
        "breadcrumb": _trail(),
    }
    rows = books_to_hand_out(request.actor)
    return list_response(request, "keying/assigning.html", rows, _BOOKS, context)


@require_http_methods(["GET", "POST"])
@requires("work.assign")
def assign_book(request: ActorRequest, key: UUID) -> HttpResponse:
    """A book's turn and its people."""
    book = book_asked(request, key, "work.assign")
    keyers = keyers_of([book.unit_code])
    form = BookForm(request.POST or None, initial=_said(book), keyers=keyers)
    if request.method == "POST" and form.is_valid():
        try:
            book_work_set(
                actor=request.actor,
                book=book,
                standing=form.cleaned_data["standing"],
                people=[UUID(person) for person in form.cleaned_data["people"]],
                may_key=[row.person for row in keyers],
            )
        except BookError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Đã ghi việc giao sổ {short_label(book)}.")
            return redirect(_PAGE)
    context = {
        "form": form,
        "title": f"Giao sổ {short_label(book)}",
        "words": book_title(book),
        "ticks": ("people",),
        "breadcrumb": [*_trail(reverse(_PAGE)), (short_label(book), "")],
    }
    return render(request, "keying/assign.html", context)


@require_http_methods(["GET", "POST"])
@requires("work.assign")
def assign_person(request: ActorRequest, unit: str, key: UUID) -> HttpResponse:
    """What somebody may key in a unit."""
    if not request.actor.can("work.assign", unit):
        raise Http404
    row = next((one for one in keyers_of([unit]) if one.person == key), None)
    if row is None:
        raise Http404
    said = {"types": row.types if row.types is not None else [kind.code for kind in RECORD_TYPES]}
    form = SkillForm(request.POST or None, initial={**said, "year_from": row.year_from})
    if request.method == "POST" and (request.POST.get("drop") or form.is_valid()):
        if request.POST.get("drop"):
            keyer_skill_drop(actor=request.actor, unit=unit, person=key)
        else:
            keyer_skill_set(actor=request.actor, unit=unit, person=key, **form.cleaned_data)
        messages.success(request, f"Đã ghi loại sổ {row.name} được nhập.")
        return redirect(_PAGE)
    context = {
        "form": form,
        "title": f"Loại sổ {row.name} được nhập",
        "words": "Số đang nhập dở vẫn nhập tiếp được.",
        "ticks": ("types",),
        "other": "Bỏ, theo quy định chung" if row.types is not None else "",
        "breadcrumb": [*_trail(reverse(_PAGE)), (row.name, "")],
    }
    return render(request, "keying/assign.html", context)


def _said(book: Book) -> dict[str, Any]:
    work = BookWork.objects.filter(book=book).first()
    if work is None:
        return {"standing": Standing.USUAL, "people": []}
    return {"standing": work.standing, "people": [str(key) for key in work.people]}


def _trail(address: str = "") -> list[tuple[str, str]]:
    return [
        ("Việc hôm nay", reverse("home")),
        ("Nhập liệu", reverse("keying:start")),
        ("Giao việc", address),
    ]
