"""Changing one's password; the library knows no Vietnamese."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """Says in Vietnamese that the two new passwords differ."""

    def clean(self) -> dict[str, Any]:
        first, second = (self.cleaned_data.get(f"password{n}") for n in (1, 2))
        cleaned: dict[str, Any] = super().clean()
        if first and second and first != second:
            self.errors["password2"] = self.error_class(
                ["Hai lần gõ mật khẩu mới không giống nhau."]
            )
        return cleaned
