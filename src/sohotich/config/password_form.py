"""Changing one's password; the library knows no Vietnamese."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context

from sohotich.foundation.people.accounts import password_changed
from sohotich.foundation.people.permissions import actor_of


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """Says in Vietnamese that the two new passwords differ."""

    def clean(self) -> dict[str, Any]:
        first, second = (self.cleaned_data.get(f"password{n}") for n in (1, 2))
        cleaned: dict[str, Any] = super().clean()
        if first and second and first != second:
            self.errors["password2"] = self.error_class(
                ["Hai lần gõ mật khẩu mới không giống nhau."]
            )
        if second and second == self.cleaned_data.get("oldpassword"):
            self.add_error("password1", "Mật khẩu mới phải khác mật khẩu đang dùng.")
        return cleaned

    def save(self) -> None:
        super().save()
        request = context.request
        actor = actor_of(request)
        if actor is not None:
            password_changed(actor=actor, user=self.user, session_key=request.session.session_key)
