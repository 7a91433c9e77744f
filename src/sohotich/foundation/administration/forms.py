"""Forms of people and policies; their widgets wear the product's classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join

from sohotich.domain.policies import TICKED, UNTICKED, Kind, Policy
from sohotich.domain.second_key import words_of_columns
from sohotich.domain.text import sort_key
from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.database.lengths import NAME, REASON
from sohotich.foundation.pages.day_field import DayField
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.authority import roles_given
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.units import units_in_force


def text_input(**attributes: Any) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "autocomplete": "off", **attributes})


def _choice(**attributes: Any) -> forms.Select:
    return forms.Select({"class": "form-select", **attributes})


_ORDER = ("province", "district", "commune")


def searched(words: str) -> forms.Select:
    """A long list with a line above it that narrows it as one types, without marks."""
    return _choice(**{"data-search-list": words})


def _roles(actor: Actor) -> list[tuple[str, str]]:
    return [("", "Chọn vai trò"), *((code, ROLES[code].title) for code in roles_given(actor))]


def unit_choices(actor: Actor, permission: str, level: str = "") -> list[tuple[str, str]]:
    """The units where the actor holds a permission, from the top down by name, with the unit above
    in their line: many communes share a name.
    """
    units = units_in_force()
    names = {unit.code: unit.name for unit in units}
    mine = [u for u in units if actor.can(permission, u.code) and level in ("", u.level)]
    mine.sort(key=lambda u: (_ORDER.index(u.level), sort_key(u.name)))
    return [(u.code, _unit_line(u, names)) for u in mine]


def _unit_line(unit: Unit, names: dict[str, str]) -> str:
    above = names.get(unit.parent_code) if unit.level == "commune" else None
    return f"{unit.name}, {above} ({unit.code})" if above else f"{unit.name} ({unit.code})"


def _units(actor: Actor) -> list[tuple[str, str]]:
    found = unit_choices(actor, "people.manage")
    return found if len(found) == 1 else [("", "Chọn đơn vị"), *found]


class GrantForm(forms.Form):
    """A role in a unit, until a day; only what `actor` may give."""

    role = forms.ChoiceField(label="Vai trò", widget=_choice())
    unit = forms.ChoiceField(label="Đơn vị", widget=searched("Tìm đơn vị"))
    valid_to = DayField(
        label="Dùng đến hết ngày",
        required=False,
        help_text="Để trống nếu không có hạn.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles, units = self.fields["role"], self.fields["unit"]
        assert isinstance(roles, forms.ChoiceField)
        assert isinstance(units, forms.ChoiceField)
        roles.choices, units.choices = _roles(actor), _units(actor)


class PeopleForm(GrantForm):
    """One or many people of the same role, unit and end."""

    names = forms.CharField(
        label="Họ và tên",
        widget=forms.Textarea({"class": "form-control", "rows": 5, "autocomplete": "off"}),
        help_text="Mỗi dòng một người. Tên đăng nhập và mật khẩu do máy tạo.",
    )
    title = forms.CharField(
        label="Chức danh",
        required=False,
        max_length=NAME,
        widget=text_input(),
        help_text="In dưới chữ ký, nếu có.",
    )
    once = forms.CharField(widget=forms.HiddenInput)
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


_NOT_A_NUMBER = "Nhập bằng chữ số, ví dụ 30; phần lẻ viết sau dấu phẩy."


_DECISIONS_HELP = (
    "Hàng nào nói tới một giá trị và làm nhiều nhất thì được theo; dấu – là không xét cột đó."
)


def _decisions_help() -> str:
    """What the rows mean, and below it the words that each column knows."""
    words = ((f"{name[:1].upper()}{name[1:]}", said) for name, said in words_of_columns().items())
    return format_html("{}{}", _DECISIONS_HELP, format_html_join("", "<br>{}: {}.", words))


def _decisions() -> forms.Textarea:
    return forms.Textarea({"class": "form-control decisions", "rows": 14, "wrap": "off"})


class TableField(forms.CharField):
    """A table policy as lines `code = text`."""

    widget = forms.Textarea({"class": "form-control", "rows": 9})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{code} = {text}" for code, text in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (value or "").splitlines() if line.strip()]
        bare = next((line for line in lines if "=" not in line), None)
        if bare is not None:
            raise forms.ValidationError(f"Dòng “{bare.strip()}” thiếu dấu bằng: mã = giá trị.")
        pairs = [line.partition("=") for line in lines]
        return {code.strip(): text.strip() for code, _, text in pairs}


class TicksField(forms.MultipleChoiceField):
    """A ticks policy as boxes; cleaned to code → có, không for every box."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, boxes: Mapping[str, str]) -> None:
        super().__init__(label="Giá trị mới", choices=list(boxes.items()), required=False)
        self.boxes = boxes

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return [code for code, said in value.items() if said == TICKED]
        return value

    def clean(self, value: Any) -> Any:
        ticked = super().clean(value)
        return {code: TICKED if code in ticked else UNTICKED for code in self.boxes}


class PolicyForm(forms.Form):
    """A policy's new value; the field fits the policy's kind, the service judges the value."""

    from_date = DayField(label="Áp dụng từ ngày")
    reason = forms.CharField(
        label="Căn cứ",
        max_length=REASON,
        widget=text_input(),
        help_text="Văn bản hoặc lý do, ví dụ: Công văn 12/STP.",
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
    if policy.kind is Kind.TICKS:
        return TicksField(policy.choices)
    if policy.kind is Kind.TABLE:
        return TableField(label="Giá trị mới", help_text="Mỗi dòng: mã = giá trị.")
    if policy.kind is Kind.DECISIONS:
        return forms.CharField(
            label="Giá trị mới", widget=_decisions(), help_text=_decisions_help()
        )
    return _KINDS[policy.kind](
        label="Giá trị mới",
        widget=text_input(),
        help_text=policy.unit,
        error_messages={"invalid": _NOT_A_NUMBER},
    )
