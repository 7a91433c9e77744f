"""The form that issues a token of the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from sohotich.domain.workflow import TOKEN_BASE, TOKEN_RIGHTS
from sohotich.foundation.administration.forms import searched, text_input, unit_choices
from sohotich.foundation.connect.selectors import ISSUE, rights_given
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.pages.day_field import DayField
from sohotich.foundation.people.actors import Actor


class TokenForm(forms.Form):
    """Whose machine, where, what it may do, until when; `once` tells a form sent twice."""

    once = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Tên máy hoặc trạm",
        max_length=80,
        widget=text_input(),
        help_text="Tên này hiện trong nhật ký truy cập. Ví dụ: Máy quét 1, Trung tâm hành chính.",
    )
    unit = forms.ChoiceField(label="Đơn vị", widget=searched("Tìm đơn vị"))
    rights = forms.MultipleChoiceField(
        label="Được làm gì",
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    valid_to = DayField(label="Dùng đến hết ngày")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = unit_choices(actor, ISSUE)
        given = frozenset[str]().union(*(rights_given(actor, code) for code, _ in found[:1]))
        units, rights = self.fields["unit"], self.fields["rights"]
        assert isinstance(units, forms.ChoiceField)
        assert isinstance(rights, forms.MultipleChoiceField)
        units.choices = found if len(found) == 1 else [("", "Chọn đơn vị"), *found]
        rights.choices = [
            (right, words)
            for right, words in TOKEN_RIGHTS.items()
            if right in given and right not in TOKEN_BASE
        ]
        self.initial.setdefault("valid_to", _usual_end())
        self.always = [TOKEN_RIGHTS[right] for right in TOKEN_BASE]


def _usual_end() -> object:
    """The campaign's last day, while it lasts."""
    current = campaign()
    today = campaign_today()
    if current is None or current.ends_on < today:
        return today + timedelta(days=30)
    return current.ends_on
