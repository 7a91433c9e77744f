# ruff: noqa: F811 (fixtures of another room)
"""Destroying at the end: only what is due, by two people, all or nothing, certified."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sohotich.foundation.audit import chain
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.audit.verifying import verify
from sohotich.foundation.database.clock import campaign_set, now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.forgetting import FORGOTTEN
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.retention import planning, services
from sohotich.oversight.retention.models import Destruction
from sohotich.register.records.models import Reading, Record
from tests.pipeline.conftest import make_book, team  # noqa: F401
from tests.pipeline.finished_book import agree
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
GROUND = "Quyết định số 12/QĐ-STP ngày 20/04/2025"
LIST, ONE = "retention:list", "retention:one"


@pytest.fixture
def two(person):
    """The two of the department, and what the province decided."""
    return person("so.mot", "so_tu_phap", unit="27"), person("so.hai", "so_tu_phap", unit="27")


@pytest.fixture
def lent(person):
    """A temporary account whose time ended long ago, one that has just ended, one without end."""
    made = {}
    for name, ended in (("cu", date(2024, 6, 1)), ("moi", date(2025, 1, 6)), ("mai", None)):
        actor = person(name, "nguoi_quet")
        User.objects.filter(pk=actor.key).update(
            valid_to=ended, lent_line=name, full_name=f"Lê {name}"
        )
        made[name] = actor
    return made


@pytest.fixture
def destroying(monkeypatch):
    """The province lets replaced readings go, at once after the campaign."""
    decided = {"retention.readings": "destroy", "retention.readings_days": 0}
    ordinary, whole = planning.value, planning.number
    monkeypatch.setattr(planning, "value", lambda name: decided.get(name) or ordinary(name))
    monkeypatch.setattr(
        planning, "number", lambda name: decided[name] if name in decided else whole(name)
    )


def after_the_campaign() -> None:
    campaign_set(
        name="Đợt thử",
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 1, 15),
        root_unit="27",
        opens_at=now().replace(year=2025, month=3, day=1),
    )


def test_only_those_long_over_are_due(two, lent) -> None:
    plan = planning.plan_of_today()
    assert plan.accounts == (lent["cu"].key,)
    assert plan.readings == ()


def test_the_name_goes_and_the_deeds_stay(two, lent) -> None:
    old = lent["cu"]
    before = AuditEntry.objects.count()
    proposed = services.destruction_propose(actor=two[0], reason=GROUND)
    done = services.destruction_do(actor=two[1], key=proposed.key)
    user = User.objects.get(pk=old.key)
    assert (user.full_name, user.title, user.lent_line) == (FORGOTTEN, "", None)
    assert "cu" not in user.username.replace("da-huy-", "")
    assert not user.is_active
    assert not user.has_usable_password()
    assert user.grants.count() == 1
    assert User.objects.get(pk=lent["moi"].key).full_name == "Lê moi"
    assert done.destroyed_by_name == two[1].name
    assert AuditEntry.objects.count() > before
    facts = AuditEntry.objects.get(action="retention.destroy").facts
    assert facts == {"sha256": proposed.content_sha256, "accounts": 1, "readings": 0}
    chain.seal_all(maker="scheduler")
    assert verify().problems == ()
    assert planning.plan_of_today().empty


def test_replaced_readings_of_what_was_handed_over(
    two,
    make_book,
    team,
    destroying,
) -> None:
    from sohotich.register.ledger.models import Entry

    book = make_book(last=2)
    agree(team, book)
    first, second = Entry.objects.filter(book=book).order_by("number")
    kept = list(Reading.objects.values_list("pk", flat=True))
    gone = [left_behind(first), left_behind(second)]
    assert planning.plan_of_today().readings == ()
    Entry.objects.filter(pk=first.pk).update(state="exported")
    assert planning.plan_of_today().readings == ()
    after_the_campaign()
    assert planning.plan_of_today().readings == (gone[0].pk,)
    proposed = services.destruction_propose(actor=two[0], reason=GROUND)
    services.destruction_do(actor=two[1], key=proposed.key)
    assert set(Reading.objects.values_list("pk", flat=True)) == {*kept, gone[1].pk}


def left_behind(entry) -> Reading:
    one = Reading.objects.filter(entry=entry, slot=1).get()
    return Reading.objects.create(
        entry=entry,
        book=entry.book,
        unit_code=entry.unit_code,
        kind="keying",
        slot=1,
        state="superseded",
        by=one.by,
        by_name=one.by_name,
        started_at=one.started_at,
        type_code=one.type_code,
        version=one.version,
        values={"nksHoTen": "LÊ THỬ"},
    )


def test_a_source_of_a_record_is_never_due(two, make_book, team, destroying) -> None:
    from sohotich.register.ledger.models import Entry

    book = make_book(last=1)
    agree(team, book)
    entry = Entry.objects.get(book=book)
    source = left_behind(entry)
    record = Record.objects.get(entry=entry)
    record.provenance["nksHoTen"] = str(source.pk)
    record.save(update_fields=["provenance"])
    Entry.objects.filter(pk=entry.pk).update(state="accepted")
    after_the_campaign()
    assert planning.plan_of_today().readings == ()


def test_the_proposer_does_not_destroy(two, lent) -> None:
    proposed = services.destruction_propose(actor=two[0], reason=GROUND)
    with pytest.raises(UserError, match="là người đề nghị"):
        services.destruction_do(actor=two[0], key=proposed.key)
    assert User.objects.get(pk=lent["cu"].key).full_name == "Lê cu"
    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.update(destroyed_by=two[0].key)


def test_what_changed_meanwhile_is_proposed_anew(two, lent) -> None:
    proposed = services.destruction_propose(actor=two[0], reason=GROUND)
    User.objects.filter(pk=lent["moi"].key).update(valid_to=date(2024, 5, 1))
    with pytest.raises(UserError, match="đã khác"):
        services.destruction_do(actor=two[1], key=proposed.key)
    assert User.objects.get(pk=lent["cu"].key).full_name == "Lê cu"
    services.destruction_withdraw(actor=two[1], key=proposed.key)
    with pytest.raises(UserError, match="đã thực hiện hoặc đã rút"):
        services.destruction_do(actor=two[1], key=proposed.key)
    assert services.destruction_propose(actor=two[0], reason=GROUND).count("accounts") == 2


def test_one_open_proposal_and_a_ground(two, lent) -> None:
    with pytest.raises(UserError, match="Thiếu căn cứ"):
        services.destruction_propose(actor=two[0], reason="  ")
    services.destruction_propose(actor=two[0], reason=GROUND)
    with pytest.raises(UserError, match="chưa xong"):
        services.destruction_propose(actor=two[1], reason=GROUND)


def test_a_ground_is_short_enough_to_be_read(two, lent) -> None:
    with pytest.raises(UserError, match="nhiều nhất là 500"):
        services.destruction_propose(actor=two[0], reason="x" * 501)


def test_nothing_due_is_told(two) -> None:
    with pytest.raises(UserError, match="không có gì đến hạn"):
        services.destruction_propose(actor=two[0], reason=GROUND)


def test_others_may_not(two, lent, person, client) -> None:
    proposed = services.destruction_propose(actor=two[0], reason=GROUND)
    other = person("quan.tri", "quan_tri", unit="27")
    with pytest.raises(Forbidden):
        services.destruction_do(actor=other, key=proposed.key)
    sign_in(client, other)
    for name, args in ((LIST, []), (ONE, [proposed.key]), ("retention:minutes", [proposed.key])):
        assert client.get(reverse(name, args=args)).status_code == 403
    for name, args in (("retention:propose", []), ("retention:destroy", [proposed.key])):
        assert client.post(reverse(name, args=args)).status_code == 403


def test_the_walk(two, lent, client) -> None:
    user = User.objects.get(pk=two[1].key)
    user.set_password("mật khẩu rất dài")
    user.save()
    sign_in(client, two[0])
    assert "1 tài khoản" in client.get(reverse(LIST)).content.decode()
    answer = client.post(reverse("retention:propose"), {"reason": GROUND})
    one = answer["Location"]
    shown = client.get(one).content.decode()
    assert "Lê cu" in shown
    assert "Người thứ hai" in shown
    assert AuditEntry.objects.filter(action="people.read").exists()
    sign_in(client, User.objects.get(pk=two[1].key) and two[1])
    destroy = one + "huy/"
    wrong = client.post(destroy, {"password": "sai"}).content.decode()
    assert "Chưa hủy gì." in wrong
    assert User.objects.get(pk=lent["cu"].key).full_name == "Lê cu"
    assert client.post(destroy, {"password": "mật khẩu rất dài"})["Location"] == one
    assert User.objects.get(pk=lent["cu"].key).full_name == FORGOTTEN
    paper = client.get(one + "bien-ban.pdf")
    assert paper.content == client.get(one + "bien-ban.pdf").content
    text = pypdfium2.PdfDocument(paper.content)[0].get_textpage().get_text_bounded()
    words = " ".join(text.split())
    for said in ("BIÊN BẢN", "hủy dữ liệu", "BB-STP", "So.Mot", "So.Hai"):
        assert said in words
    assert "Lê cu" not in words
    assert "biên bản" in client.get(reverse(LIST)).content.decode()
