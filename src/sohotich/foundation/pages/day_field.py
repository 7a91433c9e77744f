"""A day as people here write it, whatever language the browser speaks."""

from __future__ import annotations

from typing import Any

from django import forms

_SHOWN = "%d/%m/%Y"


class DayField(forms.DateField):
    """dd/mm/yyyy: a browser's own calendar would show 7 January as 01/07 on an English machine.

    Reads 7/1/2025, 07.01.2025, 07-01-2025 and, from an address, 2025-01-07.
    """

    def __init__(self, **about: Any) -> None:
        words = {"class": "form-control", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}
        super().__init__(
            widget=forms.DateInput(words, format=_SHOWN),
            input_formats=[_SHOWN, "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"],
            error_messages={"invalid": "Ghi ngày như 07/01/2025."},
            **about,
        )
