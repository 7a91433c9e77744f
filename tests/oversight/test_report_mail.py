"""Reminders by mail: off by default, once for a unit and day, again after a dead server."""

from __future__ import annotations

import smtplib
import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db.models import F

from sohotich.config.housekeeping import CHORES
from sohotich.config.mail import mail_settings
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.policies.services import set_value
from sohotich.oversight.reports.forms import MailForm
from sohotich.oversight.reports.mail import reminders_send
from sohotich.oversight.reports.models import MailAddress, ReportMail
from sohotich.oversight.reports.services import mail_address_set, remind
from tests.oversight.test_report_screens import address, text_of
from tests.oversight.test_reports import DAY, HERE, THERE, confirm
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db


def send() -> int:
    with acting(service_actor("scheduler")):
        return reminders_send()


@pytest.fixture
def mailing(clock, people, settings):
    """A server that takes every mail, the province's word, two officers' addresses."""
    settings.EMAIL_HOST = "thu.bacninh.gov.vn"
    decided = {"from_date": DAY, "reason": "12/QĐ-UBND"}
    set_value(actor=people.province, name="report.mail", value="yes", **decided)
    for actor, own in ((people.commune, "antap@xa.vn"), (people.other, "tanlang@xa.vn")):
        with acting(actor):
            mail_address_set(actor=actor, address=own)
    return people


def test_off_unless_the_province_and_the_machine_say_so(clock, people, settings) -> None:
    with acting(people.commune):
        mail_address_set(actor=people.commune, address="antap@xa.vn")
    clock("16:40")
    assert settings.EMAIL_HOST == ""
    assert send() == 0
    settings.EMAIL_HOST = "thu.bacninh.gov.vn"
    assert send() == 0
    assert not ReportMail.objects.exists()


def test_once_for_a_unit_and_day_half_an_hour_before(mailing, clock) -> None:
    clock("16:29")
    assert send() == 0
    confirm(mailing.other, THERE)
    clock("16:31")
    assert send() == 1
    assert send() == 0
    clock("17:05")
    assert send() == 0
    (letter,) = mail.outbox
    assert letter.bcc == ["antap@xa.vn"]
    assert letter.to == []
    assert letter.subject == "Nhắc báo cáo ngày 07/01/2025: Xã An Tập"
    assert "Giờ chốt: 17:00." in letter.body
    for name in (mailing.commune.name, mailing.commune.username, "antap@"):
        assert name not in letter.subject + letter.body
    row = ReportMail.objects.get(sent_at__isnull=False)
    assert (row.unit_code, row.sent_to, row.attempts) == (HERE, 1, 1)
    clock("16:31", day=8)
    assert send() == 2, "the next day is another report"


def test_who_is_reminded_from_above_gets_a_mail_too(mailing) -> None:
    with acting(mailing.district):
        remind(actor=mailing.district, unit="264", day=DAY)
    assert send() == 2
    assert {one.bcc[0] for one in mail.outbox} == {"antap@xa.vn", "tanlang@xa.vn"}


def test_two_workers_at_once_send_one(mailing, clock, monkeypatch) -> None:
    """The second comes while the first is sending."""
    clock("16:40")
    again: list[int] = []
    real = mail.EmailMessage.send

    def sending(self, *args):
        again.append(send() if not again else 0)
        return real(self, *args)

    monkeypatch.setattr("sohotich.oversight.reports.mail.EmailMessage.send", sending)
    assert send() == 2
    assert again[0] == 0
    assert len(mail.outbox) == 2


def test_a_dead_server_is_told_and_tried_again(mailing, clock, settings, client) -> None:
    clock("16:40")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        assert send() == 0
    assert set(ReportMail.objects.values_list("error", flat=True)) == {"ConnectionRefusedError 111"}
    assert send() == 0
    assert set(ReportMail.objects.values_list("attempts", flat=True)) == {1}, "not each minute"
    settings.EMAIL_HOST = "thu.bacninh.gov.vn"
    sign_in(client, mailing.province)
    assert "Chưa gửi được thư nhắc báo cáo cho 2 đơn vị." in text_of(client.get("/"))
    page = text_of(client.get(address("below", "264")))
    assert "Chưa gửi được thư nhắc cho 2 đơn vị" in page
    assert "chưa gửi được (ConnectionRefusedError 111)" in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ReportMail.objects.update(next_at=F("next_at") - timedelta(minutes=3))
    assert send() == 2
    page = text_of(client.get(address("below", "264")))
    assert "đã gửi 16:40" in page
    assert "Chưa gửi được" not in text_of(client.get("/"))


def test_a_refused_address_stands_in_nobody_s_log(mailing, clock, monkeypatch, caplog) -> None:
    clock("16:40")

    def refuse(self, *args):
        raise smtplib.SMTPRecipientsRefused({self.bcc[0]: (550, b"no such user")})

    monkeypatch.setattr("sohotich.oversight.reports.mail.EmailMessage.send", refuse)
    assert send() == 0
    assert set(ReportMail.objects.values_list("error", flat=True)) == {"SMTPRecipientsRefused"}
    assert "@xa.vn" not in caplog.text


_TOO_LONG = f"a@{'ữ' * 63}.vn"


def test_an_address_no_server_takes_holds_nobody_else_up(
    mailing, clock, monkeypatch, caplog
) -> None:
    with acting(mailing.commune):
        mail_address_set(actor=mailing.commune, address=_TOO_LONG)
    plain = EmailMessage.send

    def send_as_a_server_would(self, *args):
        for one in self.bcc:
            one.rpartition("@")[2].encode("idna")
        return plain(self, *args)

    monkeypatch.setattr(EmailMessage, "send", send_as_a_server_would)
    clock("16:40")
    assert send() == 1
    assert [one.bcc for one in mail.outbox] == [["tanlang@xa.vn"]]
    assert ReportMail.objects.get(unit_code=HERE).error == "UnicodeError"
    assert "ữ" not in caplog.text


@pytest.mark.parametrize("wrong", [_TOO_LONG, '"\x01"@xa.vn', "a@xa.vn\nBcc: b@xa.vn"])
def test_such_an_address_is_not_taken_down(wrong) -> None:
    assert not MailForm({"address": wrong}).is_valid()


def test_one_s_own_address_and_nobody_else_s(mailing, client) -> None:
    with acting(mailing.other):
        assert set(MailAddress.objects.values_list("address", flat=True)) == {"tanlang@xa.vn"}
    sign_in(client, mailing.commune)
    page = client.get(address("one")).content.decode()
    assert 'value="antap@xa.vn"' in page
    said = client.post("/bao-cao/thu-nhac/", {"address": "không phải"}, follow=True)
    assert "Địa chỉ thư không đúng dạng" in text_of(said) or said.redirect_chain
    client.post("/bao-cao/thu-nhac/", {"address": ""})
    with acting(mailing.commune):
        assert not MailAddress.objects.exists()


def test_the_worker_sends_after_it_has_closed() -> None:
    from sohotich.oversight.reports.closing import periods_close

    assert CHORES.index(reminders_send) > CHORES.index(periods_close)


@pytest.mark.parametrize(
    ("given", "host", "port", "tls", "ssl"),
    [
        ("", "", 25, False, False),
        ("smtp://thu.vn", "thu.vn", 25, False, False),
        ("smtp+starttls://a:b%40c@thu.vn", "thu.vn", 587, True, False),
        ("smtps://thu.vn:4650", "thu.vn", 4650, False, True),
    ],
)
def test_the_server_as_the_environment_gives_it(given, host, port, tls, ssl) -> None:
    found = mail_settings({"SOHOTICH_SMTP": given})
    keys = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert tuple(found[key] for key in keys) == (host, port, tls, ssl)
    if "@" in given:
        assert found["EMAIL_HOST_PASSWORD"] == "b@c"


@pytest.mark.parametrize("wrong", ["thu.vn", "http://thu.vn", "smtp://"])
def test_a_server_that_is_none_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="SOHOTICH_SMTP"):
        mail_settings({"SOHOTICH_SMTP": wrong})
