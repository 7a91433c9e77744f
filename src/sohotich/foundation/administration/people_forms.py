"""Forms about signing in and signing for: the lent sheet, delegation, second step, opening."""

from __future__ import annotations

from typing import Any

from django import forms

from sohotich.foundation.administration.forms import searched, text_input, unit_choices
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.pages.day_field import DayField
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.delegations import deputies


class LentForm(forms.Form):
    """A sheet of lent people."""

    file = forms.FileField(
        label="Bảng người mượn",
        widget=forms.FileInput({"class": "form-control", "accept": ".xlsx,.ods,.csv"}),
        help_text="Theo mẫu: họ tên, đơn vị, vai trò, từ ngày, đến ngày, ghi chú.",
    )


class DelegationForm(forms.Form):
    """The chair's signing, to whom, until when, on what ground."""

    deputy = forms.ChoiceField(label="Người được ủy quyền", widget=searched("Tìm theo tên, đơn vị"))
    valid_from = DayField(label="Từ ngày")
    valid_to = DayField(label="Đến hết ngày")
    ground_number = forms.CharField(
        label="Số văn bản", max_length=60, widget=text_input(), help_text="Ví dụ: 12/QĐ-UBND."
    )
    ground_date = DayField(label="Ngày văn bản")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [
            (f"{code} {user.key}", f"{user.full_name}, {name}")
            for code, name in unit_choices(actor, "people.delegate", "commune")
            for user in deputies(code)
        ]
        field = self.fields["deputy"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = found if len(found) == 1 else [("", "Chọn người"), *found]
        self.initial.setdefault("valid_from", campaign_today())
        self.somebody = bool(found)


class UnlockForm(forms.Form):
    """Whose sign-in to open."""

    username = forms.CharField(
        label="Tên đăng nhập", max_length=64, widget=text_input(autocapitalize="none")
    )
