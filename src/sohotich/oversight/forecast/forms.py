"""What to try: moves of people and machines, longer days, weekends worked, another end.

All of it stays in the address: trying changes nothing that is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.urls import reverse

from sohotich.foundation.pages.day_field import DayField
from sohotich.oversight.forecast.move_words import KINDS
from sohotich.oversight.forecast.whatif import KEYER, Move, Rules, Unit, keyers_now, scanners_now

OUTSIDE = "ngoai"
_PREFIX = "c"
_BLANK_ROWS = 3
_MOST_ROWS = 60
_HOURS = (("100", "như hiện nay"), ("110", "thêm 10 %"), ("125", "thêm 25 %"), ("150", "thêm 50 %"))

_SURE = (("", "ngày dự kiến"), ("1", "ngày muộn nhất của khoảng"))
_WEEKENDS = (("", "như hiện nay"), ("1", "làm như ngày thường"))


def _select() -> forms.Select:
    return forms.Select({"class": "form-select"})


class RulesForm(forms.Form):
    """What would hold for every commune."""

    han = DayField(label="Hạn xong", required=False)
    gio = forms.ChoiceField(
        label="Giờ làm mỗi ngày", required=False, choices=_HOURS, widget=_select()
    )
    cuoi_tuan = forms.ChoiceField(
        label="Cuối tuần", required=False, choices=_WEEKENDS, widget=_select()
    )
    chac = forms.ChoiceField(
        label="Đề xuất để kịp hạn theo", required=False, choices=_SURE, widget=_select()
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_han(self) -> date | None:
        wanted: date | None = self.cleaned_data["han"]
        if wanted and wanted < self.today:
            raise forms.ValidationError(f"Chọn từ {self.today:%d/%m/%Y} trở đi.")
        return wanted

    def rules(self, now: Rules) -> Rules:
        """The rules to try, from those in force."""
        data = self.cleaned_data
        return Rules(
            ends_on=data["han"] or now.ends_on,
            hours=int(data["gio"] or 100) / 100,
            weekend_worked=bool(data["cuoi_tuan"]),
            weekend=now.weekend,
        )


class MoveForm(forms.Form):
    """One move; a line left blank is none."""

    tu = forms.ChoiceField(label="Từ", widget=_select())
    den = forms.ChoiceField(label="Đến", widget=_select())
    gi = forms.ChoiceField(label="Chuyển", choices=list(KINDS.items()), widget=_select())
    so = forms.IntegerField(
        label="Số lượng",
        min_value=1,
        max_value=500,
        widget=forms.NumberInput({"class": "form-control"}),
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = sorted(names.items(), key=lambda one: one[1])
        choices = [("", "–"), (OUTSIDE, "bên ngoài"), *communes]
        for name in ("tu", "den"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.error_messages["required"] = "Chọn đơn vị."
        self.fields["so"].error_messages["required"] = "Ghi số lượng."

    def has_changed(self) -> bool:
        # The kind always has a value.
        return any(self.data.get(self.add_prefix(name)) for name in ("tu", "den", "so"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("tu") and data.get("tu") == data.get("den"):
            self.add_error("den", "Chọn đơn vị khác đơn vị cho.")
        return data

    @property
    def move(self) -> Move | None:
        """None for a blank line."""
        data = self.cleaned_data
        if not data:
            return None
        giver, taker = ("" if data[end] == OUTSIDE else data[end] for end in ("tu", "den"))
        return Move(giver, taker, data["gi"], data["so"])


class MovesForm(BaseFormSet):
    """Nobody gives more than are there."""

    units: Mapping[str, Unit] = {}

    def clean(self) -> None:
        if any(self.errors):
            return
        given: dict[tuple[str, str], int] = {}
        for form in self.forms:
            move = form.move
            if move is None or not move.giver:
                continue
            given[move.giver, move.kind] = given.get((move.giver, move.kind), 0) + move.count
            there = _there(self.units[move.giver], move.kind)
            if given[move.giver, move.kind] > there:
                form.add_error("so", f"Ở đó chỉ có {there} {KINDS[move.kind]}.")

    @property
    def moves(self) -> list[Move]:
        return [form.move for form in self.forms if form.move is not None]


def _there(unit: Unit, kind: str) -> int:
    return keyers_now(unit.history) if kind == KEYER else scanners_now(unit.history)


def moves_form(
    data: Mapping[str, str] | None, names: Mapping[str, str], units: Sequence[Unit]
) -> MovesForm:
    """Lines of moves, three at least; `data` None: nothing asked yet."""
    made = formset_factory(
        MoveForm, formset=MovesForm, extra=_BLANK_ROWS, max_num=_MOST_ROWS, absolute_max=_MOST_ROWS
    )
    asked = data if data and f"{_PREFIX}-TOTAL_FORMS" in data else None
    found = cast(MovesForm, made(asked, prefix=_PREFIX, form_kwargs={"names": names}))
    found.units = {unit.code: unit for unit in units}
    return found


def trial_address(moves: Sequence[Move], rules: Mapping[str, str]) -> str:
    """The address that tries these moves, with `_BLANK_ROWS` lines for more; the first of them
    where there are more than a form takes.
    """
    moves = moves[: _MOST_ROWS - _BLANK_ROWS]
    asked = {**rules, f"{_PREFIX}-INITIAL_FORMS": "0"}
    asked[f"{_PREFIX}-TOTAL_FORMS"] = str(len(moves) + _BLANK_ROWS)
    for at, move in enumerate(moves):
        line = {"tu": move.giver or OUTSIDE, "den": move.taker or OUTSIDE, "gi": move.kind}
        for name, value in {**line, "so": str(move.count)}.items():
            asked[f"{_PREFIX}-{at}-{name}"] = value
    return f"{reverse('forecast:what-if')}?{urlencode(asked)}"
