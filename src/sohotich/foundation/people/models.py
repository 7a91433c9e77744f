from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.models import Keyed


class Unit(Keyed):
    """A unit of administration in one meaning of its code: a code without a date is a bug."""

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

    username = models.TextField(unique=True)
    full_name = models.TextField()
    title = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
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
