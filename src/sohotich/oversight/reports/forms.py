"""What the officer adds to a report; and the reopening of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms

from sohotich.oversight.reports.chain import ZONE
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.services import LONGEST_TEXT, Said

_NUMBERS = ("people", "shifts", "machines")
_MOST = 9_999


class SaidForm(forms.Form):
    people = forms.IntegerField(label="Người có mặt", min_value=0, max_value=_MOST, required=False)
    shifts = forms.IntegerField(label="Ca làm", min_value=0, max_value=_MOST, required=False)
    machines = forms.IntegerField(
        label="Máy quét chạy", min_value=0, max_value=_MOST, required=False
    )
    difficulties = forms.CharField(
        label="Khó khăn, vướng mắc",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "Không có thì để trống."}),
    )
    remarks = forms.CharField(
        label="Đề xuất, kiến nghị",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Không có thì để trống."}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    @property
    def said(self) -> Said:
        """What was written; the form is valid."""
        return Said(**self.cleaned_data)

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in _NUMBERS]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self["difficulties"], self["remarks"]]


def said_before(report: Report) -> dict[str, object]:
    """The form's values as the report has them."""
    return {name: getattr(report, name) for name in SaidForm.base_fields}


class ReopenForm(forms.Form):
    until = forms.DateTimeField(
        label="Đóng lại lúc",
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "form-control"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"required": "Chọn giờ đóng lại.", "invalid": "Chọn ngày và giờ đóng lại."},
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "Ghi vì sao phải mở lại."},
    )

    @property
    def until_moment(self) -> datetime:
        """The chosen end on the campaign's clock; the form is valid."""
        chosen = cast(datetime, self.cleaned_data["until"])
        return chosen.replace(tzinfo=ZONE)
