"""What people write: a new sheet's rates and day, a rule, a decision about a doubt."""

from __future__ import annotations

from typing import Any

from django import forms

from sohotich.foundation.database.lengths import REASON
from sohotich.foundation.pages.day_field import DayField
from sohotich.oversight.pay.content import RULES
from sohotich.oversight.pay.norms import Bracket, Rule

_TEXT = {"class": "form-control"}
_MOST = 1_000_000_000


def _amount(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=_MOST,
        widget=forms.NumberInput(_TEXT),
        error_messages={"required": "Ghi số đồng.", "invalid": "Ghi số đồng, không có chữ."},
    )


def _reason(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=REASON,
        widget=forms.TextInput(_TEXT),
        error_messages={"required": "Ghi lý do hoặc văn bản."},
    )


class SheetForm(forms.Form):
    to_day = DayField(label="Việc xong đến hết ngày")
    short = _amount("Đơn giá trường ngắn (đồng)")
    medium = _amount("Đơn giá trường vừa (đồng)")
    long = _amount("Đơn giá trường dài (đồng)")
    ground = _reason("Văn bản quyết định đơn giá")

    @property
    def rates(self) -> dict[str, int]:
        """Bracket → đồng; the form is valid."""
        return {bracket.value: self.cleaned_data[bracket.value] for bracket in Bracket}


class ReplaceForm(forms.Form):
    reason = _reason("Lý do thay bảng")


class RuleForm(forms.Form):
    rule = forms.ChoiceField(
        label="Cách tính",
        choices=[(rule.value, RULES[rule]) for rule in Rule],
        widget=forms.Select({"class": "form-select"}),
    )
    reason = _reason("Lý do")


class SettleForm(forms.Form):
    cut = _amount("Giảm trừ (đồng; 0 là chấp nhận)")
    reason = _reason("Lý do")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{kwargs.get('prefix', '')}_%s")
        super().__init__(*args, **kwargs)
