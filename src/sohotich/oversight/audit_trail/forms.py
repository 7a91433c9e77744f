"""What to look for in the access log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from sohotich.foundation.administration.forms import unit_choices
from sohotich.foundation.pages.day_field import DayField
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.audit_trail.selectors import Asked
from sohotich.oversight.audit_trail.words import GROUPS

_DAYS = 7


def _text(**attributes: Any) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "autocomplete": "off", **attributes})


def _choice() -> forms.Select:
    return forms.Select({"class": "form-select"})


class LogForm(forms.Form):
    """Names of the fields are those of the address; the last seven days unless others are given."""

    ai = forms.CharField(label="Người", required=False, max_length=120, widget=_text())
    don_vi = forms.ChoiceField(label="Đơn vị", required=False, widget=_choice())
    viec = forms.ChoiceField(label="Việc", required=False, widget=_choice())
    so = forms.CharField(
        label="Sổ", required=False, max_length=60, widget=_text(placeholder="09508/KS.1996.01")
    )
    so_dk = forms.IntegerField(
        label="Số đăng ký",
        required=False,
        min_value=1,
        max_value=999_999,
        widget=forms.NumberInput({"class": "form-control"}),
    )
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến hết ngày", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = unit_choices(actor, "audit.view")
        self._choices("don_vi", [("", "Mọi đơn vị"), *units])
        self._choices("viec", [("", "Mọi việc"), *((k, v[0]) for k, v in GROUPS.items())])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("so_dk") and not data.get("so"):
            self.add_error("so_dk", "Ghi cả sổ: số đăng ký có ở nhiều sổ.")
        return data

    @property
    def asked(self) -> Asked:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Asked(
            who=data["ai"],
            unit=data["don_vi"],
            group=data["viec"],
            book=data["so"].strip(),
            number=data["so_dk"],
            first=data["tu"],
            last=data["den"],
        )


def first_asked() -> dict[str, str]:
    """What the page shows before anybody asked: the last seven days (real time)."""
    today = timezone.localdate()
    return {"tu": f"{today - timedelta(days=_DAYS - 1):%Y-%m-%d}", "den": f"{today:%Y-%m-%d}"}
