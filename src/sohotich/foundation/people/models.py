from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now

from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Open


class Unit(Keyed):
    """A unit of administration in one meaning of its code: a code without a date is a bug."""

    scope = Open("the public list of units")

    code = models.TextField()
    name = models.TextField()
    level = models.TextField()
    parent_code = models.TextField(blank=True)
    # Both days included; None: since when is not known, and still in force.
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="unit_meaning", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=(username or "").strip().lower())


class User(Keyed, AbstractBaseUser):
    """Somebody who signs in. What they may do stands in their grants, not here."""

    scope = Open("accounts are asked for before anybody is signed in; officials, no citizens")

    username = models.TextField(unique=True)
    full_name = models.TextField()
    title = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    # Campaign's last day of a temporary account, that day included; None: no end.
    valid_to = models.DateField(null=True, blank=True)
    # Set where a password went over paper or another person's screen.
    must_change_password = models.BooleanField(default=False)
    # What tells one line of a list of lent people from another, so that no list counts twice.
    lent_line = models.TextField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="username_plain", condition=models.Q(username__regex=r"^[a-z0-9][a-z0-9._-]*$")
            )
        ]

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def __str__(self) -> str:
        return self.username


class Grant(Keyed):
    """A role held by a person in a unit, and below it, between two campaign dates."""

    scope = Open("who speaks follows from it")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.TextField(choices=[(role.code, role.title) for role in ROLES.values()])
    unit_code = models.TextField()
    valid_from = models.DateField(null=True, blank=True)
    # The last day is included: "đến hết ngày".
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit_code", "role"]
        indexes = [models.Index(fields=["unit_code", "role"], name="grant_unit_role")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role} @ {self.unit_code}"


class Delegation(Keyed):
    """The chair's signing handed to a deputy of the same unit for some campaign days.

    Both days are included. Taken back early it stays, with who took it back and why.
    """

    scope = Open("who speaks follows from it")

    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    unit_code = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    # The document it rests on, as it is quoted: "12/QĐ-UBND", and its date.
    ground_number = models.TextField()
    ground_date = models.DateField()
    given_by = models.UUIDField()
    given_by_name = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_by_name = models.TextField(blank=True)
    revoked_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-valid_from", "-key"]
        indexes = [models.Index(fields=["deputy", "valid_to"], name="delegation_deputy")]
        constraints = [
            models.CheckConstraint(
                name="delegation_days", condition=models.Q(valid_to__gte=models.F("valid_from"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_code}: {self.deputy_id} {self.valid_from}–{self.valid_to}"


class SecondStep(Keyed):
    """The authenticator on a person's telephone (RFC 6238).

    `secret` is sealed under the installation's key; `confirmed_at` None: being set up, asked of
    nobody yet. `last_step` is the time step of the last code taken: it and earlier ones are spent.
    `recovery` holds digests of the unused recovery codes.
    """

    scope = Open("asked for before anybody is signed in; the secret is sealed")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_step")
    secret = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    recovery = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.user_id}"


class SignedIn(AbstractBaseSession):
    """A session, with the person whose it is: so that it is found when their right ends."""

    user_key = models.UUIDField(null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        db_table = "people_signed_in"

    def __str__(self) -> str:
        return f"{self.user_key}"
