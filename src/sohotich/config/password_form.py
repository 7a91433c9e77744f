"""Changing one's password; the library knows no Vietnamese."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.core import context

from sohotich.foundation.people.accounts import password_changed
from sohotich.foundation.people.permissions import actor_of


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """Says in Vietnamese that the two new passwords differ."""

    def clean_oldpassword(self) -> str:
        """Counted with the tries of signing in, so that a session left open tells no password."""
        request, typed = context.request, str(self.cleaned_data.get("oldpassword", ""))
        adapter = get_adapter(request)
        user = adapter.authenticate(request, username=self.user.username, password=typed)
        if user is None or user.pk != self.user.pk:
            raise adapter.validation_error("enter_current_password")
        return typed

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
