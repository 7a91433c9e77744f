"""The forms of the inventory: a book, a list of books, a number added or explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import Promise

from sohotich.domain.record_types import RECORD_TYPES, REGISTER_TYPES, record_type
from sohotich.domain.schema import RecordType
from sohotich.foundation.administration.forms import unit_choices
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.units import unit_names
from sohotich.register.books.draft import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_NUMBER,
    PAPERS,
    BookDraft,
    faults,
    parse_runs,
    parse_years,
    register_date,
)
from sohotich.register.books.errors import BookError
from sohotich.register.books.models import Book, Condition, Layout
from sohotich.register.ledger.errors import EntryError

# The form's field for each field that a check of the draft may name.
_FIELD_OF = {
    "Đơn vị": "unit_code",
    "Loại sổ": "type_code",
    "Năm": "years",
    "Quyển số": "volume",
    "Quyển trùng": "twin",
    "Số đăng ký": "runs",
    "Khổ giấy": "paper",
    "Bố cục": "layout",
    "Số dòng": "rows",
    "Số trường hợp khai": "declared_count",
    "Số trang": "page_count",
    "Ngày mở sổ": "opened_on",
    "Ngày khóa sổ": "closed_on",
    "Nơi để sổ": "place",
    "Ghi chú": "note",
}
_IDENTITY = ("unit_code", "type_code", "years", "volume", "twin")


# What to do, where the framework only says what is wrong.
_TOLD = {
    "min_value": "Ghi số từ %(limit_value)s trở lên.",
    "max_value": "Ghi số không quá %(limit_value)s.",
    "max_length": "Ghi nhiều nhất %(limit_value)s ký tự (đang có %(show_value)s).",
}


class StyledForm(forms.Form):
    """Widgets in the look of the house, errors that say what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field.widget, forms.Select)
            field.widget.attrs.setdefault("class", _look(field.widget))
            _tell(field, chosen)


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def _tell(field: forms.Field, chosen: bool) -> None:
    named = str(field.label or "").lower()
    told = {**_TOLD, "required": f"{'Chọn' if chosen else 'Ghi'} {named}."}
    if isinstance(field, forms.IntegerField):
        told["invalid"] = "Ghi bằng chữ số, ví dụ 2."
    # Lazy words are the framework's; what a form says of its own fields stands.
    own = {code for code, words in field.error_messages.items() if not isinstance(words, Promise)}
    field.error_messages.update({code: words for code, words in told.items() if code not in own})


def _type_words(kind: RecordType) -> str:
    """`Giám hộ (mẫu dự kiến)`: who opens such a book must know that the template may change."""
    name = REGISTER_TYPES[kind.code].name
    standing = kind.template_standing
    return f"{name} ({standing.label})" if standing.warning else name


class BookForm(StyledForm):
    """A book as its cover describes it; `book` given: what makes it this book stays as it is."""

    unit_code = forms.ChoiceField(label="Đơn vị giữ sổ")
    type_code = forms.ChoiceField(
        label="Loại sổ", choices=[(kind.code, _type_words(kind)) for kind in RECORD_TYPES]
    )
    years = forms.CharField(label="Năm mở sổ", max_length=9, help_text="1998, hoặc 1998-2000.")
    volume = forms.IntegerField(label="Quyển số", min_value=1, max_value=99)
    twin = forms.IntegerField(
        label="Quyển trùng",
        min_value=1,
        max_value=99,
        initial=1,
        help_text="Ghi 2 khi xã giữ hai quyển cùng loại, cùng năm, cùng số.",
    )
    runs = forms.CharField(
        label="Dãy số đăng ký",
        required=False,
        help_text="1-214; nhiều năm: 1998: 1-120; 1999: 1-80.",
    )
    declared_count = forms.IntegerField(
        label="Số trường hợp ghi khi khóa sổ", required=False, min_value=0
    )
    page_count = forms.IntegerField(label="Số trang", required=False, min_value=0)
    paper = forms.ChoiceField(label="Khổ giấy", choices=[(name, name) for name in PAPERS])
    layout = forms.ChoiceField(label="Bố cục trang", choices=Layout.choices)
    rows = forms.IntegerField(label="Số dòng mỗi trang", min_value=1, initial=1, required=False)
    condition = forms.ChoiceField(label="Tình trạng", choices=Condition.choices)
    opened_on = forms.CharField(label="Ngày mở sổ", required=False)
    closed_on = forms.CharField(label="Ngày khóa sổ", required=False)
    place = forms.CharField(label="Nơi để sổ", required=False, max_length=120)
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, actor: Actor, book: Book | None = None, **kwargs: Any) -> None:
        if book is not None:
            kwargs["initial"] = _initial(book)
        super().__init__(*args, **kwargs)
        self.book = book
        self.fields["unit_code"].choices = _units(actor, book)  # type: ignore[attr-defined]
        if book is not None:
            for name in _IDENTITY:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            self.draft = _draft(data)
        except BookError as error:
            self.refuse(error)
        else:
            for fault in faults(self.draft):
                self.refuse(fault)
        return data

    def clean_years(self) -> str:
        return self._read("years", parse_years)

    def clean_runs(self) -> str:
        # Which years they may have is asked once the whole form is sound.
        return self._read("runs", lambda text: parse_runs(text, FIRST_YEAR))

    def clean_opened_on(self) -> str:
        return self._read("opened_on", _sound_date)

    def clean_closed_on(self) -> str:
        return self._read("closed_on", _sound_date)

    def _read(self, name: str, reader: Callable[[str], object]) -> str:
        """The field's text, told at the field where the reader does not understand it."""
        text = str(self.cleaned_data[name])
        try:
            reader(text)
        except BookError as error:
            raise forms.ValidationError(_sentence(error)) from None
        return text

    def refuse(self, error: UserError) -> None:
        """Show what a service refused at the field it names; the ledger's refusals are of runs."""
        field = "runs" if isinstance(error, EntryError) else _FIELD_OF.get(error.where)
        self.add_error(field, _sentence(error))


def _sentence(error: UserError) -> str:
    return " ".join(part for part in (error.message, error.mend) if part)


def _sound_date(text: str) -> None:
    if register_date(text) is None:
        raise BookError(
            f"Không hiểu ngày “{text}”.", mend="Ngày ghi như 01/01/1998, 01/1998, 1998."
        )


def _units(actor: Actor, book: Book | None) -> list[tuple[str, str]]:
    if book is not None:
        return [(book.unit_code, unit_names([book.unit_code]).get(book.unit_code, book.unit_code))]
    return unit_choices(actor, "book.edit", "commune")


def _initial(book: Book) -> dict[str, Any]:
    names = ("unit_code", "type_code", "volume", "twin", "declared_count", "page_count", "paper")
    more = ("layout", "rows", "condition", "place", "note")
    dates = {name: getattr(book, name).replace(".", "/") for name in ("opened_on", "closed_on")}
    runs = "; ".join(f"{run['year']}: {run['first']}-{run['last']}" for run in book.runs)
    values = {name: getattr(book, name) for name in (*names, *more)}
    return {**values, **dates, "years": book.years, "runs": runs}


def _draft(data: dict[str, Any]) -> BookDraft:
    year_from, year_to = parse_years(data["years"])
    return BookDraft(
        unit_code=data["unit_code"],
        type_code=data["type_code"],
        year_from=year_from,
        year_to=year_to,
        volume=data["volume"],
        twin=data["twin"],
        runs=parse_runs(data["runs"], year_from),
        opened_on=data["opened_on"],
        closed_on=data["closed_on"],
        declared_count=data["declared_count"],
        page_count=data["page_count"],
        paper=data["paper"],
        layout=data["layout"],
        rows=data["rows"] or 1,
        condition=data["condition"],
        place=data["place"],
        note=data["note"],
    )


class ListForm(StyledForm):
    """A list of books to look through or to take in."""

    unit_code = forms.ChoiceField(
        label="Đơn vị của các dòng không ghi mã", required=False, help_text="Thường là xã của mình."
    )
    file = forms.FileField(
        label="Danh sách sổ",
        help_text="Excel (.xlsx), .ods hoặc .csv theo mẫu.",
        error_messages={"required": "Chọn tệp danh sách sổ."},
    )

    repair = forms.BooleanField(
        label="Sửa chữ theo bảng mã cũ và ký tự lạ như bảng xem trước",
        required=False,
        help_text="Đánh dấu sau khi đã xem từng ô. Tệp gốc không thay đổi.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _units(actor, None)
        self.fields["unit_code"].choices = choices  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.ods,.csv"


class DefaultsForm(StyledForm):
    """Values that every registration of the book shares, filled into keying."""

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        kwargs["initial"] = book.defaults
        super().__init__(*args, **kwargs)
        kind = record_type(book.type_code)
        for key in kind.shared:
            label = kind.field(key).label
            self.fields[key] = forms.CharField(label=label, required=False, max_length=300)
            self.fields[key].widget.attrs["class"] = "form-control"


class NumberForm(StyledForm):
    """A number that the run of the cover does not have: *bis*, or one written twice."""

    year = forms.IntegerField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    number = forms.IntegerField(label="Số đăng ký", min_value=1, max_value=MOST_NUMBER)
    suffix = forms.CharField(
        label="Phần sau số", required=False, max_length=8, help_text="Ví dụ: bis."
    )

    def refuse(self, error: EntryError) -> None:
        """Show what the ledger refused at the number."""
        self.add_error("number", _sentence(error))


class ReasonForm(StyledForm):
    """Why something is done; kept with it."""

    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do ngắn gọn."},
    )
