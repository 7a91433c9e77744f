"""The second step of signing in: a code of six digits from a telephone (TOTP, RFC 6238).

SHA-1, six digits, steps of thirty seconds: what every authenticator app does by default.
"""

from __future__ import annotations

import base64
import secrets
import time
from uuid import UUID

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.utils.crypto import salted_hmac

from sohotich.domain.text import clean
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.authority import ensure_manages, ensure_other
from sohotich.foundation.people.models import SecondStep, User

PERIOD = 30
DIGITS = 6
# What the standard and every app use; as a keyed sum it is not broken.
_SUM = SHA1()  # noqa: S303
# A telephone's clock may be half a minute wrong, and a code takes time to type.
_DRIFT = 1
_RECOVERY_CODES = 10
_ISSUER = "So ho tich"
_SALT = "sohotich.second_step"


def asked_of(user: User) -> bool:
    """Whether the person has set the second step up, so that it is asked of them."""
    return SecondStep.objects.filter(user=user, confirmed_at__isnull=False).exists()


def secret_begin(user: User) -> str:
    """The secret (base32) to set up; the same one until it is confirmed.

    UserError where one stands already: it is taken away first, by whoever looks after the account.
    """
    row, _ = SecondStep.objects.get_or_create(
        user=user, defaults={"secret": _sealed(secrets.token_bytes(20))}
    )
    if row.confirmed_at is not None:
        raise UserError("Anh/chị đã cài mã xác thực.", mend="Muốn cài lại, nhờ người phụ trách.")
    return base64.b32encode(_opened(row.secret)).decode("ascii")


def provisioning_address(user: User, secret: str) -> str:
    """The `otpauth://` address that an authenticator app reads from a QR code."""
    totp = TOTP(base64.b32decode(secret), DIGITS, _SUM, PERIOD)
    return totp.get_provisioning_uri(user.username, _ISSUER)


@transaction.atomic
def secret_confirm(*, actor: Actor, code: str) -> list[str] | None:
    """Set the second step up with a first right code; gives the recovery codes, known only here.

    None where the code is wrong.
    """
    row = SecondStep.objects.select_for_update().filter(user_id=actor.key).first()
    if row is None or row.confirmed_at is not None:
        return None
    step = _step_of(row, code)
    if step is None:
        return None
    codes = [_recovery_code() for _ in range(_RECOVERY_CODES)]
    row.confirmed_at, row.last_step = now(), step
    row.recovery = [_digest(row, one) for one in codes]
    row.save()
    _audit(actor, "user.second_step_set", row.user_id)
    return codes


@transaction.atomic
def code_spend(user: User, code: str) -> bool:
    """Whether the code opens now; a right one, or a recovery code, is spent by asking.

    Two asking with the same code at once: one of them is refused.
    """
    row = (
        SecondStep.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
    )
    if row is None:
        return False
    step = _step_of(row, code)
    if step is not None:
        row.last_step = step
        row.save(update_fields=["last_step"])
        return True
    digest = _digest(row, code)
    if digest not in row.recovery:
        return False
    row.recovery = [one for one in row.recovery if one != digest]
    row.save(update_fields=["recovery"])
    return True


@transaction.atomic
def recovery_renew(*, actor: Actor) -> list[str]:
    """Ten new recovery codes; the old ones hold no more. Empty where no second step is set up."""
    row = SecondStep.objects.select_for_update().filter(user_id=actor.key).first()
    if row is None or row.confirmed_at is None:
        return []
    codes = [_recovery_code() for _ in range(_RECOVERY_CODES)]
    row.recovery = [_digest(row, one) for one in codes]
    row.save(update_fields=["recovery"])
    _audit(actor, "user.recovery_renew", row.user_id)
    return codes


@transaction.atomic
def second_step_reset(*, actor: Actor, user: User, reason: str) -> None:
    """Take a lost telephone's second step away; its owner sets a new one up at the next sign-in.

    By whoever looks after the account, never by its owner; the reason is kept in the audit log.
    """
    ensure_manages(actor, user)
    ensure_other(actor, user)
    why = clean(reason)[:300]
    if not why:
        raise UserError("Thiếu lý do.", where="Lý do", mend="Ví dụ: mất điện thoại ngày 07/01.")
    SecondStep.objects.filter(user=user).delete()
    _audit(actor, "user.second_step_reset", user.key, {"reason": why})


def recovery_left(user: User) -> int:
    """How many recovery codes are still unused."""
    row = SecondStep.objects.filter(user=user).first()
    return len(row.recovery) if row is not None else 0


def _step_of(row: SecondStep, code: str) -> int | None:
    """The time step whose code this is, later than any spent; None for a wrong or spent code."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not typed.isascii() or not typed.isdigit():
        return None
    hotp = HOTP(_opened(row.secret), DIGITS, _SUM)
    present = int(time.time()) // PERIOD
    for step in range(max(present - _DRIFT, row.last_step + 1), present + _DRIFT + 1):
        try:
            hotp.verify(typed.encode("ascii"), step)
        except InvalidToken:
            continue
        return step
    return None


def _recovery_code() -> str:
    # Forty bits, without the letters and digits mistaken for one another on paper.
    text = "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


def _digest(row: SecondStep, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return salted_hmac(f"{_SALT}.{row.user_id}", plain, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    key = salted_hmac(_SALT, "secret", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _sealed(secret: bytes) -> str:
    return _box().encrypt(secret).decode("ascii")


def _opened(sealed: str) -> bytes:
    return _box().decrypt(sealed.encode("ascii"))


def _audit(actor: Actor, action: str, key: UUID, facts: dict[str, object] | None = None) -> None:
    record(
        actor=actor,
        action=action,
        unit="",
        subject="user",
        key=key,
        facts=facts,
    )
