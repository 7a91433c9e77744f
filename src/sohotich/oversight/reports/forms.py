"""What the officer adds to a report; and the reopening of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django import forms

from sohotich.foundation.people.actors import Actor
from sohotich.oversight.reports.chain import ZONE
from sohotich.oversight.reports.mail import mail_on
from sohotich.oversight.reports.models import MailAddress
from sohotich.oversight.reports.said import written_down
from sohotich.oversight.reports.selectors import DayReport
from sohotich.oversight.reports.services import LONGEST_TEXT, Said
from sohotich.oversight.reports.texts import Wording

_NUMBERS = ("people", "shifts", "machines")
_SOURCES = {"people": "Theo phân ca", "shifts": "Theo phân ca", "machines": "Theo danh mục máy"}
_MOST = 9_999


class SaidForm(forms.Form):
    """`proposed`: what the shifts and machines written down say, beside what people write."""

    text = forms.CharField(
        label="Nhận xét kết quả",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    text_from = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
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

    def __init__(
        self, *args: Any, proposed: Mapping[str, float] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed or {}
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    @property
    def said(self) -> Said:
        """What was written; the form is valid."""
        return Said(**{key: value for key, value in self.cleaned_data.items() if key != "shown"})

    @property
    def draft(self) -> Said:
        """The same, without the numbers that stand as they were proposed: they go on moving."""
        shown = dict(zip(_NUMBERS, self.cleaned_data["shown"].split(), strict=False))
        numbers: dict[str, Any] = {
            key: None if str(self.cleaned_data[key]) == shown.get(key) else self.cleaned_data[key]
            for key in _NUMBERS
        }
        return replace(self.said, **numbers)

    @property
    def numbers(self) -> list[tuple[forms.BoundField, str]]:
        """Each number's field with what the roster says, where somebody wrote another one."""
        return [(self[name], self._other(name)) for name in _NUMBERS]

    def _other(self, name: str) -> str:
        proposed, value = self.proposed.get(name), self[name].value()
        if proposed is None or value in (None, "") or str(value) == str(proposed):
            return ""
        return f"{_SOURCES[name]}: {proposed}"

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self["difficulties"], self["remarks"]]


def proposed_of(found: DayReport) -> dict[str, int]:
    """What the roster and the machines written down say of the day; nothing where nobody did."""
    force = found.figures.get("force", {})
    if not written_down(force):
        return {}
    return {name: int(force[name]) for name in _NUMBERS}


def said_before(found: DayReport, wording: Wording) -> dict[str, object]:
    """The form's values: as the report has them, else as the day's roster and figures propose."""
    report, proposed = found.report, proposed_of(found)
    values: dict[str, object] = {
        name: proposed.get(name) if getattr(report, name) is None else getattr(report, name)
        for name in _NUMBERS
    }
    return values | {
        "difficulties": report.difficulties,
        "remarks": report.remarks,
        "text": wording.edited or wording.made,
        "text_from": wording.made,
        "shown": " ".join(str(proposed[name]) for name in _NUMBERS) if proposed else "",
    }


class MailForm(forms.Form):
    address = forms.EmailField(
        label="Địa chỉ thư nhận lời nhắc",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "email"}),
        help_text="Thư nhắc trước giờ chốt khi báo cáo chưa xác nhận. Để trống thì không gửi.",
    )

    def clean_address(self) -> str:
        """The address, if a mail server could be given it: Django lets more through."""
        address: str = self.cleaned_data["address"]
        try:
            address.rpartition("@")[2].encode("idna")
        except UnicodeError:
            raise forms.ValidationError("Địa chỉ thư không đúng dạng.") from None
        if not address.isprintable():
            raise forms.ValidationError("Địa chỉ thư không đúng dạng.")
        return address


def mail_form(actor: Actor, found: DayReport) -> MailForm | None:
    """The person's own address; None where no mail is sent here."""
    if not mail_on(found.period.day):
        return None
    known = MailAddress.objects.filter(user_key=actor.key).values_list("address", flat=True)
    return MailForm({"address": known.first() or ""}, auto_id="mail_%s")


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
