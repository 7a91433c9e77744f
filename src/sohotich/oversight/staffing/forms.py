"""The forms of this room; each gives what its service takes in `said`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from sohotich.foundation.administration.forms import searched, text_input
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.database.lengths import NAME
from sohotich.foundation.pages.day_field import DayField
from sohotich.foundation.people.models import Unit
from sohotich.oversight.staffing.helpers import HelperSaid, accounts_to_link
from sohotich.oversight.staffing.kinds import (
    MachineKind,
    MachineState,
    Organisation,
    Owner,
    Task,
    TeamRole,
)
from sohotich.oversight.staffing.machine_services import LONGEST_NOTE, MachineSaid
from sohotich.oversight.staffing.models import Helper, Machine, TeamMember
from sohotich.oversight.staffing.shifts import shift_times
from sohotich.oversight.staffing.task_force import MemberSaid


def _select() -> forms.Select:
    return forms.Select({"class": "form-select"})


def _choice(label: str, choices: Sequence[tuple[str, Any]], first: str = "") -> forms.ChoiceField:
    shown = [("", first), *choices] if first else choices
    return forms.ChoiceField(label=label, choices=shown, widget=_select())


def _line(label: str, most: int = NAME, *, required: bool = False, **about: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=text_input(), **about
    )


class SheetForm(forms.Form):
    """A sheet to take in."""

    file = forms.FileField(
        label="Tệp bảng",
        widget=forms.FileInput({"class": "form-control", "accept": ".xlsx,.ods,.csv"}),
        help_text="Theo mẫu. Nhận Excel (.xlsx), .ods, .csv.",
    )


class MemberForm(forms.Form):
    """A member of the task force."""

    full_name = _line("Họ và tên", required=True)
    post = _line("Chức vụ", help_text="Ví dụ: Phó Trưởng Công an xã.")
    organisation = _choice("Tổ chức", Organisation.choices, "Chọn tổ chức")
    role = _choice("Vai trò trong tổ", TeamRole.choices, "Chọn vai trò")
    phone = _line("Điện thoại", 30, help_text="Chỉ xã thấy.")
    decision_number = _line("Số quyết định", 60, help_text="Ví dụ: 12/QĐ-UBND.")
    decision_date = DayField(label="Ngày quyết định", required=False)

    @property
    def said(self) -> MemberSaid:
        """What was written; the form is valid."""
        return MemberSaid(**self.cleaned_data)


def member_before(member: TeamMember, phone: str) -> dict[str, Any]:
    """The form's values of somebody who is in the task force."""
    names = ("full_name", "post", "organisation", "role", "decision_number", "decision_date")
    return {"phone": phone, **{name: getattr(member, name) for name in names}}


class HelperForm(forms.Form):
    """A helper: an account of the commune or a name, days, shifts."""

    user = _choice("Tài khoản", ())
    full_name = _line("Họ và tên", help_text="Khi người này không có tài khoản.")
    organisation = _choice("Tổ chức", Organisation.choices, "Chọn tổ chức")
    place = _line("Lớp, trường, chi hội")
    task = _choice("Việc", Task.choices)
    first_day = DayField(label="Từ ngày")
    last_day = DayField(label="Đến hết ngày")
    shifts = forms.MultipleChoiceField(
        label="Ca mỗi ngày",
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        error_messages={"required": "Chọn ít nhất một ca."},
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.key): user for user in accounts_to_link(unit)}
        users, shifts = self.fields["user"], self.fields["shifts"]
        assert isinstance(users, forms.ChoiceField)
        assert isinstance(shifts, forms.MultipleChoiceField)
        users.required = False
        users.choices = [
            ("", "Không có tài khoản"),
            *((key, f"{user.full_name} ({user.username})") for key, user in self.users.items()),
        ]
        today, found = campaign_today(), campaign()
        shifts.choices = [(code, time.words) for code, time in shift_times(today).items()]
        self.initial.setdefault("first_day", today)
        self.initial.setdefault("last_day", max(found.ends_on, today) if found else today)

    @property
    def said(self) -> HelperSaid:
        """What was written; the form is valid."""
        given = dict(self.cleaned_data)
        user, shifts = given.pop("user"), given.pop("shifts")
        return HelperSaid(user=self.users.get(user), shift_codes=" ".join(shifts), **given)


def helper_before(helper: Helper) -> dict[str, Any]:
    """The form's values of somebody on the list."""
    names = ("full_name", "organisation", "place", "task", "first_day", "last_day", "shifts")
    return {"user": str(helper.user_id or ""), **{name: getattr(helper, name) for name in names}}


class MachineForm(forms.Form):
    """A machine."""

    kind = _choice("Loại", MachineKind.choices)
    model = _line("Hãng, kiểu máy", help_text="Đường truyền thì ghi nhà mạng, tốc độ.")
    number = _line("Nhãn trên máy", 60, help_text="Để nhận ra máy. Ví dụ: MQ1.")
    owner = _choice("Của ai", Owner.choices)
    owner_name = _line("Cơ quan cho mượn", help_text="Khi máy không phải của xã.")
    since = DayField(label="Có từ ngày")

    def __init__(self, *args: Any, known: Machine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known is not None:
            del self.fields["since"]
        self.initial.setdefault("since", campaign_today())

    @property
    def said(self) -> MachineSaid:
        """What was written; the form is valid."""
        return MachineSaid(**{k: v for k, v in self.cleaned_data.items() if k != "since"})


def machine_before(machine: Machine) -> dict[str, Any]:
    """The form's values of a machine on the list."""
    names = ("kind", "model", "number", "owner", "owner_name")
    return {name: getattr(machine, name) for name in names}


class StateForm(forms.Form):
    """The state of a machine from a day on."""

    state = _choice("Tình trạng", MachineState.choices)
    day = DayField(label="Từ ngày")
    note = _line("Ghi chú", LONGEST_NOTE, help_text="Ví dụ: kẹt giấy, đã báo thợ.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", campaign_today())


class LendForm(forms.Form):
    """To which commune, until when."""

    to_unit = forms.ChoiceField(label="Cho xã nào mượn", widget=searched("Tìm xã"))
    due_on = DayField(label="Hẹn trả ngày")

    def __init__(self, *args: Any, communes: Sequence[tuple[Unit, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Chọn xã"),
            *(
                (unit.code, f"{unit.name}, {district}" if district else unit.name)
                for unit, district in communes
            ),
        ]
