"""The forms of difficulties, guidance and broadcasts, in the look of the house."""

from __future__ import annotations

from typing import Any

from django import forms

from sohotich.domain.workflow import ROLES
from sohotich.foundation.administration.forms import unit_choices
from sohotich.foundation.database.lengths import REASON
from sohotich.foundation.pages.day_field import DayField
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.difficulties.audience import SEND
from sohotich.oversight.difficulties.models import Category, Importance, Urgency
from sohotich.oversight.difficulties.texts import LONGEST_TEXT, LONGEST_TITLE

_AREA: dict[str, Any] = {"class": "form-control", "rows": 5}


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files; cleaned, a list of them."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one = super().clean
        return [one(file, initial) for file in data or ()]


def _text(label: str, rows: int = 5, *, most: int = LONGEST_TEXT, **about: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea({**_AREA, "rows": rows}),
        error_messages={
            "required": f"Ghi {label.lower()}.",
            "max_length": "Ghi nhiều nhất %(limit_value)s ký tự (đang có %(show_value)s).",
        },
        **about,
    )


def _line(label: str, most: int, **about: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": f"Ghi {label.lower()}.",
            "max_length": "Ghi nhiều nhất %(limit_value)s ký tự (đang có %(show_value)s).",
        },
        **about,
    )


def _choice(label: str, choices: list[tuple[str, str]], **about: Any) -> forms.ChoiceField:
    told = {"required": f"Chọn {label.lower()}.", "invalid_choice": f"Chọn {label.lower()}."}
    widget = forms.Select({"class": "form-select"})
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget, error_messages=told, **about
    )


class RaiseForm(forms.Form):
    """`short`: for those who see no books; they say what stops their own work."""

    category = _choice("Loại khó khăn", [("", "Chọn loại"), *Category.choices])
    urgency = _choice("Mức độ", Urgency.choices, initial=Urgency.SLOWED)
    text = _text(
        "Nội dung",
        help_text="Việc gì vướng, từ lúc nào, đã thử gì. Không chép họ tên, số giấy tờ của dân.",
    )
    book = _line("Sổ", 80, required=False, help_text="Nhãn sổ, ví dụ 09508/KS.1996.01.")
    number = _line("Số đăng ký", 20, required=False, help_text="Ví dụ 41/1998.")
    pictures = _FilesField(
        label="Ảnh",
        required=False,
        widget=_Files({"class": "form-control", "accept": "image/jpeg,image/png"}),
        help_text="JPEG hoặc PNG. Máy bỏ nơi chụp, giờ chụp ghi trong ảnh.",
    )

    def __init__(self, *args: Any, short: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if short:
            del self.fields["book"], self.fields["number"]


class TextForm(forms.Form):
    """One text: an answer, something said; `seen` how many events its writer had before them."""

    text = _text("Nội dung", 4)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    reason = _text("Lý do", 2, most=REASON)


class LessonForm(forms.Form):
    title = _line("Tiêu đề", LONGEST_TITLE)
    category = _choice("Loại", [("", "Chọn loại"), *Category.choices])
    tags = _line(
        "Từ khóa", 300, required=False, help_text="Cách nhau bằng dấu phẩy, ví dụ mực phai, giấy."
    )
    text = _text("Hướng dẫn", 10)
    personal = False
    looked_at = forms.BooleanField(
        label="Tôi đã xem các chỗ nêu trên, không có dữ liệu cá nhân",
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


_REACHES = [
    ("all", "Mọi đơn vị của mình và cấp dưới"),
    ("district", "Các huyện"),
    ("commune", "Các xã"),
    ("chosen", "Những đơn vị chọn dưới đây"),
]


class BroadcastForm(forms.Form):
    """`units`, `roles` None chosen: everybody below."""

    title = _line("Tiêu đề", LONGEST_TITLE)
    text = _text("Nội dung", 6)
    importance = _choice("Mức quan trọng", Importance.choices)
    reach = _choice("Gửi cho", _REACHES)
    units = forms.MultipleChoiceField(
        label="Đơn vị",
        required=False,
        widget=forms.SelectMultiple({"class": "form-select", "size": 8}),
        help_text="Chỉ dùng khi chọn “Những đơn vị chọn dưới đây”. Giữ Ctrl để chọn nhiều.",
        error_messages={"invalid_choice": "Có đơn vị ngoài địa bàn của anh/chị."},
    )
    roles = forms.MultipleChoiceField(
        label="Vai trò",
        required=False,
        choices=[(role.code, role.title) for role in ROLES.values()],
        widget=forms.SelectMultiple({"class": "form-select", "size": 6}),
        help_text="Không chọn là gửi cho mọi người của đơn vị.",
    )
    letter = forms.FileField(
        label="Tệp PDF kèm theo",
        required=False,
        widget=forms.FileInput({"class": "form-control", "accept": "application/pdf"}),
    )
    last_day = DayField(
        label="Hết hiệu lực sau ngày", required=False, help_text="Để trống nếu không có hạn."
    )
    must_confirm = forms.BooleanField(
        label="Người nhận phải bấm xác nhận đã đọc",
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_level = {
            level: [code for code, _ in unit_choices(actor, SEND, level)]
            for level in ("", "district", "commune")
        }
        units, reach = self.fields["units"], self.fields["reach"]
        assert isinstance(units, forms.MultipleChoiceField)
        assert isinstance(reach, forms.ChoiceField)
        units.choices = unit_choices(actor, SEND)
        if len(self._by_level["district"]) < 2:
            # A district writes to its communes; there is no district below it.
            reach.choices = [choice for choice in _REACHES if choice[0] != "district"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("reach") == "chosen" and not found.get("units"):
            self.add_error("units", "Chọn ít nhất một đơn vị.")
        return found

    @property
    def addressed(self) -> list[str]:
        """Codes of the units it goes to; the form is valid."""
        reach = self.cleaned_data["reach"]
        if reach == "chosen":
            return list(self.cleaned_data["units"])
        return self._by_level["" if reach == "all" else reach]
