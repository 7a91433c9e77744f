"""The second step of signing in: set up, asked, spent once, lost and reset."""

from __future__ import annotations

import base64
import re
import time
from datetime import date

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.test import Client
from django.urls import reverse

from sohotich.domain.policies import default
from sohotich.foundation.administration.second_step_needed import required_of
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people import second_step as services
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import SecondStep, User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies import services as policies

PASSWORD = "mot-mat-khau-thu-2025"
INSTALLER = service_actor("installer")


@pytest.fixture
def at(monkeypatch):
    """`at(seconds)` sets the clock the codes go by."""

    def set_clock(seconds: int) -> None:
        monkeypatch.setattr(services.time, "time", lambda: float(seconds))

    set_clock(1_800_000_000)
    return set_clock


def code_at(secret: str, seconds: float) -> str:
    hotp = HOTP(base64.b32decode(secret), services.DIGITS, SHA1())
    return hotp.generate(int(seconds) // services.PERIOD).decode()


@pytest.fixture
def chair(person):
    actor = person("chutich", "chu_tich")
    user = User.objects.get(key=actor.key)
    user.set_password(PASSWORD)
    user.save()
    return user


def actor_of(user):
    from sohotich.foundation.people.actors import actor_for

    return actor_for(user)


def set_up(user, seconds: float | None = None) -> tuple[str, list[str]]:
    secret = services.secret_begin(user)
    code = code_at(secret, seconds or services.time.time())
    codes = services.secret_confirm(actor=actor_of(user), code=code)
    assert codes
    return secret, codes


def test_the_codes_are_those_of_the_standard(at):
    """RFC 6238, appendix B: SHA-1, the eight-digit values cut to six."""
    row = SecondStep(secret=services._sealed(b"12345678901234567890"))
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        at(seconds)
        assert services._step_of(row, code) == seconds // 30


def test_the_secret_is_not_stored_in_the_clear(chair):
    secret = services.secret_begin(chair)
    stored = SecondStep.objects.get(user=chair).secret
    assert secret not in stored
    assert services.secret_begin(chair) == secret, "another secret while one is being set up"
    assert "otpauth://totp/" in services.provisioning_address(chair, secret)


@pytest.mark.parametrize(("late", "opens"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_half_a_minute_of_drift_is_borne(chair, at, late, opens):
    secret, _ = set_up(chair)
    at(1_800_000_300)
    assert services.code_spend(chair, code_at(secret, 1_800_000_300 + late)) is opens


def test_no_code_opens_twice_nor_an_earlier_one_after_it(chair, at):
    secret, _ = set_up(chair)
    now = 1_800_000_300
    at(now)
    assert not services.code_spend(chair, code_at(secret, 1_800_000_000))
    assert services.code_spend(chair, code_at(secret, now))
    assert not services.code_spend(chair, code_at(secret, now))
    assert not services.code_spend(chair, code_at(secret, now - 30))
    at(now + 30)
    assert services.code_spend(chair, code_at(secret, now + 30))


def test_a_recovery_code_opens_once(chair):
    _, codes = set_up(chair)
    assert len(set(codes)) == 10
    assert services.code_spend(chair, codes[0].upper().replace("-", " "))
    assert not services.code_spend(chair, codes[0])
    assert services.recovery_left(chair) == 9
    fresh = services.recovery_renew(actor=actor_of(chair))
    assert not services.code_spend(chair, codes[1])
    assert services.code_spend(chair, fresh[1])
    stored = SecondStep.objects.get(user=chair).recovery
    assert not set(fresh) & set(stored)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "٠١٢٣٤٥", "000000\x00"])
def test_no_odd_code_opens(chair, code):
    set_up(chair)
    assert not services.code_spend(chair, code)


def test_the_province_asks_it_of_those_who_sign_and_administrate(person):
    shipped = default("people.totp_roles")
    assert {role for role, asked in shipped.items() if asked == "có"} == {
        "chu_tich",
        "pho_chu_tich",
        "phong_tu_phap",
        "so_tu_phap",
        "quan_tri",
    }
    assert not required_of(person("chutich", "chu_tich"))
    ask({"chu_tich": "có"})
    assert required_of(person("chutich2", "chu_tich"))
    assert not required_of(person("quet", "nguoi_quet"))


def ask(roles: dict[str, str]) -> None:
    policies.set_value(
        actor=INSTALLER,
        name="people.totp_roles",
        value=roles,
        from_date=date(2025, 1, 7),
        reason="thử",
    )


def sign_in(client: Client) -> object:
    sent = {"login": "chutich", "password": PASSWORD}
    return client.post(reverse("account_login"), sent)


def test_whoever_needs_it_sets_it_up_before_anything_else(chair, client):
    ask({"chu_tich": "có"})
    sign_in(client)
    enrol = reverse("administration:second-step")
    assert client.get("/")["Location"] == enrol
    assert client.post(reverse("administration:attended")).status_code == 403
    page = client.get(enrol).content.decode()
    secret = re.search(r'code-key">([^<]+)<', page)[1].replace(" ", "")
    assert "data:image/png;base64," in page
    wrong = client.post(enrol, {"password": PASSWORD, "code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    unsure = client.post(enrol, {"password": "sai", "code": code_at(secret, time.time())})
    assert "Mật khẩu không đúng" in unsure.content.decode()
    done = client.post(enrol, {"password": PASSWORD, "code": code_at(secret, time.time())})
    assert len(re.findall(r"<li><b>[a-z2-9]{4}-[a-z2-9]{4}</b></li>", done.content.decode())) == 10
    assert client.get("/").status_code == 200
    assert client.get(enrol).status_code == 302
    assert AuditEntry.objects.filter(action="user.second_step_set").count() == 1


def test_signing_in_then_asks_for_the_code(chair, client, at):
    secret, codes = set_up(chair)
    at(1_800_000_300)
    answer = sign_in(client)
    address = reverse("administration:sign-in-code")
    assert answer["Location"] == address
    assert "_auth_user_id" not in client.session
    assert client.get("/").status_code == 302
    assert "Mã 6 chữ số" in client.get(address).content.decode()
    assert "không đúng" in client.post(address, {"code": "000000"}).content.decode()
    assert client.post(address, {"code": code_at(secret, 1_800_000_300)}).status_code == 302
    assert client.get("/").status_code == 200
    other = Client()
    sign_in(other)
    replayed = other.post(address, {"code": code_at(secret, 1_800_000_300)})
    assert replayed.status_code == 200, "the same code opened twice"
    assert other.post(address, {"code": codes[3]}).status_code == 302
    assert other.get("/").status_code == 200


def test_the_code_page_alone_opens_nothing(campaign, client):
    address = reverse("administration:sign-in-code")
    assert client.get(address)["Location"] == reverse("account_login")
    assert client.post(address, {"code": "000000"})["Location"] == reverse("account_login")


def test_guessing_codes_is_stopped(chair, client, at):
    secret, _ = set_up(chair)
    at(1_800_000_300)
    sign_in(client)
    address = reverse("administration:sign-in-code")
    for _ in range(policies.number("sign_in.attempts_per_user")):
        client.post(address, {"code": "000000"})
    stopped = client.post(address, {"code": code_at(secret, 1_800_000_300)})
    assert "quá nhiều lần" in stopped.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    sign_in(elsewhere)
    still = elsewhere.post(address, {"code": code_at(secret, 1_800_000_300)})
    assert "quá nhiều lần" in still.content.decode(), "codes are guessed from many addresses"


def test_a_lost_telephone_is_reset_with_a_reason_by_somebody_else(chair, person, client):
    set_up(chair)
    admin = person("quantri", "quan_tri", unit="27")
    for who in (actor_of(chair), person("hotich", "cong_chuc_ho_tich")):
        with pytest.raises(Forbidden):
            services.second_step_reset(actor=who, user=chair, reason="mất máy")
    client.force_login(User.objects.get(key=admin.key))
    address = reverse("administration:person-second-step", args=[chair.key])
    client.post(address, {"reason": "  "})
    assert services.asked_of(chair)
    client.post(address, {"reason": "Mất điện thoại ngày 07/01"})
    assert not services.asked_of(chair)
    entry = AuditEntry.objects.get(action="user.second_step_reset")
    assert entry.facts == {"reason": "Mất điện thoại ngày 07/01"}


def test_new_recovery_codes_need_the_password(chair, client):
    set_up(chair)
    client.force_login(chair)
    address = reverse("administration:recovery-codes")
    assert client.post(address, {"password": "sai"}).status_code == 302
    page = client.post(address, {"password": PASSWORD}).content.decode()
    assert len(re.findall(r"<li><b>", page)) == 10
