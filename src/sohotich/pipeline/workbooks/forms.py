"""What a sender chooses before files are taken in."""

from __future__ import annotations

from django import forms

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.text import ENCODING_NAMES
from sohotich.pipeline.workbooks.services import Choices

_BY_HEADINGS = ("", "Theo tên cột của từng tệp")
_PARTLY, _WHOLE = "dong", "quyen"


class ChoicesForm(forms.Form):
    """How the files of a sending are taken in."""

    type_code = forms.ChoiceField(
        label="Loại sổ",
        required=False,
        choices=[_BY_HEADINGS, *((kind.code, kind.name) for kind in RECORD_TYPES)],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    take = forms.ChoiceField(
        label="Khi một quyển có dòng sai",
        choices=[
            (_PARTLY, "Nhận các dòng đúng, trả lại các dòng sai"),
            (_WHOLE, "Chưa nhận dòng nào của quyển đó"),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    encoding = forms.ChoiceField(
        label="Bảng mã của tệp cũ",
        required=False,
        choices=[("", "Tự nhận biết"), *ENCODING_NAMES.items()],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    repair = forms.BooleanField(
        label="Sửa chữ theo bảng mã cũ và ký tự lạ",
        required=False,
        help_text="Đánh dấu sau khi đã xem tệp đánh dấu của lần trước. Tệp gốc không thay đổi.",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    @property
    def choices(self) -> Choices:
        """What was chosen; the form is valid."""
        said = self.cleaned_data
        return Choices(
            type_code=said["type_code"],
            whole=said["take"] == _WHOLE,
            repair=said["repair"],
            encoding=said["encoding"],
        )


def choices_form(sending: object, posted: object = None) -> ChoicesForm:
    """The form as the sending has it, or with what was posted."""
    initial = {
        "type_code": getattr(sending, "type_code", ""),
        "take": _WHOLE if getattr(sending, "whole", False) else _PARTLY,
        "encoding": getattr(sending, "encoding", ""),
        "repair": getattr(sending, "repair", False),
    }
    return ChoicesForm(posted, initial=initial)  # type: ignore[arg-type]
