"""Forms of people and policies; their widgets wear the product's classes."""

from __future__ import annotations

from typing import Any

from django import forms

from sohotich.domain.policies import Kind, Policy
from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.people.units import units_in_force

_ISO = "%Y-%m-%d"


def _text(**attributes: Any) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "autocomplete": "off", **attributes})


def _day() -> forms.DateInput:
    return forms.DateInput({"class": "form-control", "type": "date"}, format=_ISO)


def _choice() -> forms.Select:
    return forms.Select({"class": "form-select"})


def _roles() -> list[tuple[str, str]]:
    return [("", "Chọn vai trò"), *((role.code, role.title) for role in ROLES.values())]


def _units() -> list[tuple[str, str]]:
    return [("", "Chọn đơn vị"), *((u.code, f"{u.name} ({u.code})") for u in units_in_force())]


class GrantForm(forms.Form):
    """A role in a unit, until a day."""

    role = forms.ChoiceField(label="Vai trò", choices=_roles, widget=_choice())
    unit = forms.ChoiceField(label="Đơn vị", choices=_units, widget=_choice())
    valid_to = forms.DateField(
        label="Dùng đến hết ngày",
        required=False,
        widget=_day(),
        help_text="Để trống nếu không có hạn.",
    )


class PeopleForm(GrantForm):
    """One or many people of the same role, unit and end."""

    names = forms.CharField(
        label="Họ và tên",
        widget=forms.Textarea({"class": "form-control", "rows": 5, "autocomplete": "off"}),
        help_text="Mỗi dòng một người. Tên đăng nhập và mật khẩu do máy tạo.",
    )
    title = forms.CharField(
        label="Chức danh", required=False, widget=_text(), help_text="In dưới chữ ký, nếu có."
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("names", "role", "unit", "title", "valid_to", "once")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = campaign()
        if found is not None:
            self.fields["valid_to"].initial = found.ends_on

    def clean_names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


_KINDS: dict[Kind, type[forms.Field]] = {
    Kind.INTEGER: forms.IntegerField,
    Kind.DECIMAL: forms.FloatField,
    Kind.TEXT: forms.CharField,
    Kind.TIME: forms.CharField,
}


class TableField(forms.CharField):
    """A table policy as lines `code = text`."""

    widget = forms.Textarea({"class": "form-control", "rows": 9})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{code} = {text}" for code, text in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (value or "").splitlines() if line.strip()]
        pairs = [line.partition("=") for line in lines]
        return {code.strip(): text.strip() for code, _, text in pairs}


class PolicyForm(forms.Form):
    """A policy's new value; the field fits the policy's kind, the service judges the value."""

    from_date = forms.DateField(label="Áp dụng từ ngày", widget=_day())
    reason = forms.CharField(
        label="Căn cứ", widget=_text(), help_text="Văn bản hoặc lý do, ví dụ: Công văn 12/STP."
    )
    field_order = ("value", "from_date", "reason")

    def __init__(self, policy: Policy, value: object, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _policy_field(policy)
        self.initial.update(value=value, from_date=campaign_today())
        self.order_fields(self.field_order)


def _policy_field(policy: Policy) -> forms.Field:
    if policy.kind is Kind.CHOICE:
        choices = list(policy.choices.items())
        return forms.ChoiceField(label="Giá trị mới", choices=choices, widget=_choice())
    if policy.kind is Kind.TABLE:
        return TableField(label="Giá trị mới", help_text="Mỗi dòng: mã = giá trị.")
    return _KINDS[policy.kind](label="Giá trị mới", widget=_text(), help_text=policy.unit)
