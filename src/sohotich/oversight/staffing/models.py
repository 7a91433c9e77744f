"""Task force, helpers and their shifts, machines and what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import RealTimeField
from sohotich.foundation.database.scopes import InUnits, Related, Scope, Service
from sohotich.foundation.database.speaking import MACHINE_VIEW, STAFFING_EDIT, STAFFING_VIEW
from sohotich.foundation.people.models import User
from sohotich.oversight.staffing.kinds import (
    Absence,
    MachineKind,
    MachineState,
    Organisation,
    Owner,
    Shift,
    Task,
    TeamRole,
)

# Above the commune people are numbers: one service counts them for whoever may see the counts.
_OWN_PEOPLE = Scope(
    InUnits(STAFFING_EDIT) | (Service(("facts",)) & InUnits(STAFFING_VIEW)),
    add=InUnits(STAFFING_EDIT),
)
_ONE_SHIFT = "(" + "|".join(Shift.values) + ")"


class TeamMember(Keyed):
    """Somebody of a commune's task force, in office until `left_on` (that day not included)."""

    scope = Scope(InUnits(STAFFING_VIEW), add=InUnits(STAFFING_EDIT))

    unit_code = models.CharField(max_length=5)
    full_name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=12, choices=Organisation.choices)
    role = models.CharField(max_length=20, choices=TeamRole.choices)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit_code", "key"]
        indexes = [models.Index(fields=["unit_code"], name="team_unit")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.role}"


class TeamContact(Keyed):
    """A member's telephone, which stays in the commune: hence a table of its own."""

    scope = Scope(InUnits(STAFFING_EDIT))

    unit_code = models.CharField(max_length=5)
    member = models.OneToOneField(TeamMember, on_delete=models.CASCADE, related_name="contact")
    phone = models.CharField(max_length=30)

    def __str__(self) -> str:
        return self.unit_code


class Helper(Keyed):
    """Somebody mobilised for some days, planned for the same shifts (`shift_codes`, separated by
    spaces) on each of them.

    Whoever has an account is named there alone, so that forgetting the account forgets the name.
    """

    scope = _OWN_PEOPLE

    unit_code = models.CharField(max_length=5)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=12, choices=Organisation.choices)
    place = models.CharField(max_length=120, blank=True)
    task = models.CharField(max_length=4, choices=Task.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    shift_codes = models.CharField(max_length=20)

    class Meta:
        ordering = ["unit_code", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit_code", "task"],
                name="helper_once",
                condition=Q(user__isnull=False),
            ),
            models.CheckConstraint(
                name="helper_named_once",
                condition=Q(user=None) & ~Q(full_name="") | Q(user__isnull=False, full_name=""),
            ),
            models.CheckConstraint(name="helper_days", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(
                name="helper_shifts",
                condition=Q(shift_codes__regex=f"^{_ONE_SHIFT}( {_ONE_SHIFT})*$"),
            ),
        ]
        indexes = [models.Index(fields=["unit_code", "first_day"], name="helper_unit_day")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.task} {self.first_day}–{self.last_day}"

    @property
    def name(self) -> str:
        """The person's name; asks for the account."""
        return self.user.full_name if self.user is not None else self.full_name

    @property
    def shifts(self) -> list[str]:
        return self.shift_codes.split()


class ShiftMark(Keyed):
    """What the officer says of one planned shift: nobody came, or `substitute` did."""

    scope = _OWN_PEOPLE

    unit_code = models.CharField(max_length=5)
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="marks")
    day = models.DateField()
    shift = models.CharField(max_length=5, choices=Shift.choices)
    kind = models.CharField(max_length=4, choices=Absence.choices)
    substitute = models.ForeignKey(
        Helper, null=True, on_delete=models.CASCADE, related_name="stood_in"
    )
    by_key = models.UUIDField()
    by_name = models.TextField()
    at = RealTimeField()

    class Meta:
        ordering = ["day", "shift"]
        constraints = [
            models.UniqueConstraint(fields=["helper", "day", "shift"], name="shift_mark_once"),
            models.CheckConstraint(
                name="shift_mark_substitute",
                condition=Q(kind=Absence.AWAY, substitute=None)
                | Q(kind=Absence.REPLACED, substitute__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit_code", "day"], name="shift_mark_unit_day")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.day} {self.shift}: {self.kind}"


_OWNERS = InUnits(STAFFING_EDIT)
_HOLDERS = _OWNERS | InUnits(STAFFING_EDIT, "at_unit")


class Machine(Keyed):
    """A machine of a commune; its state is that of its latest event.

    `at_unit` is the commune where it stands: another one while it is lent.
    """

    scope = Scope(InUnits(MACHINE_VIEW) | InUnits(MACHINE_VIEW, "at_unit"), add=_OWNERS)

    unit_code = models.CharField(max_length=5)
    at_unit = models.CharField(max_length=5)
    kind = models.CharField(max_length=14, choices=MachineKind.choices)
    owner = models.CharField(max_length=8, choices=Owner.choices)
    owner_name = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["unit_code", "kind", "key"]
        indexes = [
            models.Index(fields=["unit_code"], name="machine_unit"),
            models.Index(fields=["at_unit"], name="machine_at_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.kind} {self.number}"


class MachineEvent(Keyed):
    """The state of a machine from a campaign day on; whoever has it in hand may write one."""

    scope = Scope(Related("machine"), add=Related("machine", _HOLDERS))
    append_only = True

    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    day = models.DateField()
    state = models.CharField(max_length=8, choices=MachineState.choices)
    note = models.CharField(max_length=300, blank=True)
    by_key = models.UUIDField()
    by_name = models.TextField()
    at = RealTimeField()

    class Meta:
        ordering = ["day", "key"]
        indexes = [models.Index(fields=["machine", "day", "key"], name="machine_event_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.state}"


class MachineLoan(Keyed):
    """A machine lent to another commune from a campaign day until it came back."""

    scope = Scope(Related("machine"), add=Related("machine", _OWNERS))

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="loans")
    to_unit = models.CharField(max_length=5)
    first_day = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True)

    class Meta:
        ordering = ["first_day", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["machine"], name="loan_one_open", condition=Q(returned_on=None)
            ),
            models.CheckConstraint(name="loan_days", condition=Q(due_on__gte=F("first_day"))),
            models.CheckConstraint(
                name="loan_back",
                condition=Q(returned_on=None) | Q(returned_on__gte=F("first_day")),
            ),
        ]
        indexes = [models.Index(fields=["to_unit"], name="loan_to_unit")]

    def __str__(self) -> str:
        return f"{self.to_unit} {self.first_day}"
