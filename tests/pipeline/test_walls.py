"""Row-level security: raw SQL as the application role, on a commune whose every table holds rows.

Every table that declares a scope is walked; a table without rows of the other commune fails the
walk, so that none passes by being empty.
"""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from sohotich.domain.workflow import PERMISSIONS, ROLES, SERVICES
from sohotich.foundation.database import walls
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.database.scopes import Open
from sohotich.foundation.database.speaking import (
    EVERYTHING,
    NOBODY,
    RIGHTS,
    Speaker,
    setting,
    speaking,
)
from sohotich.foundation.files.models import Link
from sohotich.foundation.people.acting import acting, as_service, speaker_of
from sohotich.foundation.people.actors import service_actor
from sohotich.oversight.dashboards.models import QualityDay
from sohotich.oversight.difficulties.models import Broadcast, BroadcastReceipt, Picture
from sohotich.oversight.difficulties.services import Draft, difficulty_raise
from sohotich.oversight.facts.services import facts_rebuild
from sohotich.oversight.reports.models import IssuedDocument, MailAddress, Report, ReportMail
from sohotich.oversight.reports.services import Said, report_confirm
from sohotich.oversight.staffing.models import (
    Helper,
    Machine,
    MachineEvent,
    MachineLoan,
    ShiftMark,
    TeamContact,
    TeamMember,
)
from sohotich.pipeline.keying.models import KeptField, Lease
from sohotich.pipeline.keying.queues import FIRST, synchronize
from sohotich.pipeline.sampling.services import lot_open, next_sampled
from sohotich.pipeline.scanning.models import PileSheet, TakenTwice
from sohotich.pipeline.scanning.piles import pile_open
from sohotich.pipeline.training.services import attempt_begin
from sohotich.pipeline.workbooks.models import Sending, SentFile
from sohotich.register.accuracy.models import LookPlan, Source
from sohotich.register.accuracy.services import Judged, Place, book_sample_keep, looks_record
from sohotich.register.books.models import Book, BookWork, KeyerSkill
from sohotich.register.contests.models import Contest
from sohotich.register.images.models import FieldRegions, Page
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, Record
from tests.oversight.merit_rows import merit_rows
from tests.oversight.pay_rows import pay_rows
from tests.pipeline.finished_book import agree, signed

pytestmark = pytest.mark.django_db
HERE, ABROAD = "09508", "09511"
TABLES = sorted(walls.scoped())
# What one may write without seeing it afterwards.
WRITTEN_BY_ALL = {"audit_auditentry"}
WITH_ANOTHER = {
    "books_bookalias",
    "difficulties_difficultyevent",
    "difficulties_picture",
    "keying_keptfield",
    "staffing_machineevent",
    "staffing_machineloan",
}
# Whose names and telephones end at the commune.
OF_THE_COMMUNE_ALONE = {
    *("staffing_helper", "staffing_shiftmark", "staffing_teamcontact"),
    *("training_attempt", "training_exercise"),
}
# Whose address it is sees it, and nobody above.
OF_ONE_PERSON = {"workbooks_sending", "workbooks_sentfile", "reports_mailaddress"}
# What the province issued is the province's.
OF_THE_PROVINCE = {"audit_auditentry", "merit_issueddocument"}


@pytest.fixture
def full(make_book, scan, key_entry, team, in_process):
    """A commune with a row in every table: a packed book, one settled, one at the first keying."""
    from sohotich.foundation.jobs.services import start
    from sohotich.pipeline.transfer.services import package_make
    from sohotich.register.books.models import BookAlias

    packed = make_book(last=1, volume=3)
    signed(team, packed)
    package_make(actor=team.officer, book=packed)
    agree(team, make_book(last=1, volume=4))
    book = make_book(last=3)
    BookAlias.objects.create(label="09508/KS.1998.02-cu", book=book)
    if apps.is_installed("sohotich.foundation.connect"):
        answers = apps.get_model("connect", "Answer").objects
        answers.create(token_key=uuid4(), unit_code=HERE, expires_at=timezone.now())
    scan(book, pages=3)
    start(
        actor=team.scanner,
        kind="scan.process",
        unit=HERE,
        subject="book",
        subject_key=book.key,
        args={"book": str(book.key)},
    )
    synchronize(FIRST, [HERE])
    facts_rebuild()
    merit_rows(HERE, office="27")
    report_confirm(actor=team.officer, unit=HERE, day=campaign_today(), said=Said())
    letters_and_rates(team.officer)
    people_and_machines()
    said_of_the_work(book, team.first)
    pay_rows(team.officer, HERE)
    with acting(team.first):
        attempt_begin(actor=team.first)
    contested(team.second)
    said_up_and_down(team)
    sent_in(team.first)
    days_work(team.second)
    looked_at(team)
    piled(team)
    seen_twice(book)
    return book


def looked_at(team) -> None:
    """A reading in which the second person found one field wrong."""
    judged = Judged(uuid4(), team.first.key, "KS", ["nksHoTen"], ["nksHoTen"])
    place = Place(HERE, *Entry.objects.filter(state="agreed").values_list("book", "key")[0])
    looks_record(
        by=team.second.key, source=Source.SECOND_KEY, occasion=uuid4(), place=place, judged=[judged]
    )
    book_sample_keep(
        book=Book.objects.get(pk=place.book), looked=[(["nksHoTen"], [])], verdict="passed"
    )
    with acting(team.officer):
        lot = lot_open(actor=team.officer, unit=HERE, book=Book.objects.get(pk=place.book))
        assert next_sampled(actor=team.officer, lot=lot)
    moment = {"day": campaign_today(), "at": timezone.now(), "table": ""}
    LookPlan.objects.create(unit_code=HERE, entry_id=place.entry, reading=uuid4(), **moment)


def days_work(keyer) -> None:
    """A day's work on the keyer's machine, and a field typed differently on another one."""
    at = timezone.now()
    Lease.objects.create(unit_code=HERE, by=keyer.key, by_name="", total=1, taken_at=at, until=at)
    reading = Reading.objects.filter(entry__state="exported", slot=1).first()
    typed = {"field": "meHoTen", "value": "LÊ THỊ MẪU", "seq": 1, "why": "other"}
    KeptField.objects.create(reading=reading, by=reading.by, kept_at=at, **typed)


def piled(team) -> None:
    """A pile of one sheet, for no book yet."""
    pile = pile_open(actor=team.scanner, unit=HERE)
    link = Link.objects.filter(unit_code=HERE).first()
    PileSheet.objects.create(
        pile=pile, unit_code=HERE, link=link, sha256=link.sha256, name="a.jpg", sort_name="a"
    )


def seen_twice(book) -> None:
    """Two pages that seem to be one sheet."""
    first, second = Page.objects.filter(book=book).order_by("order")[:2]
    TakenTwice.objects.create(
        book=book, unit_code=HERE, first=first, second=second, share=1, found_at=timezone.now()
    )


def contested(keyer) -> None:
    """A decision on a field of a settled registration that its keyer wants looked at again."""
    entry = Entry.objects.filter(state="agreed").first()
    Contest.objects.create(
        entry=entry, book_id=entry.book_id, unit_code=HERE, reading=uuid4(), slot=2,
        decision=uuid4(), field="nksHoTen", keyer=keyer.key, sentence="", raised_at=timezone.now(),
    )  # fmt: skip


def letters_and_rates(officer) -> None:
    """An issued letter, a reminder by mail with its address, a day's rates."""
    day, now = campaign_today(), timezone.now()
    campaign_at = CampaignTime.of(now)
    report = Report.objects.get(unit_code=HERE)
    IssuedDocument.objects.create(
        report=report, unit_code=HERE, kind="daily", version=1, ending="pdf", number="1",
        link=Link.objects.filter(unit_code=HERE).first(), sha256="0" * 64, figures_at=campaign_at,
        at=now, campaign_at=campaign_at, actor_key=officer.key, actor_name="",
    )  # fmt: skip
    with acting(officer):
        MailAddress.objects.create(user_key=officer.key, address="mau@vi-du.vn")
    of_today = {"unit_code": HERE, "day": day}
    ReportMail.objects.create(**of_today, unit_name="", due_at=campaign_at, next_at=now)
    counts = ("events", "entries", "disputed", "fields", "fields_disputed", "returned")
    with acting(service_actor("facts")):
        QualityDay.objects.create(**of_today, **dict.fromkeys(counts, 1))


def said_of_the_work(book, keyer) -> None:
    """Whose turn a book is, what a keyer may key, where the fields stand on its pictures."""
    said = {"set_at": timezone.now(), "set_by": uuid4()}
    BookWork.objects.create(book=book, unit_code=HERE, **said)
    KeyerSkill.objects.create(unit_code=HERE, person=keyer.key, types=["KS"], **said)
    FieldRegions.objects.create(
        book=book, unit_code=HERE, version=1, taught_at=timezone.now(), taught_by=keyer.key
    )


def sent_in(keyer) -> None:
    """A workbook that a keyer has sent, not yet taken in."""
    sending = Sending.objects.create(by=keyer.key, by_name=keyer.name)
    SentFile.objects.create(sending=sending, by=keyer.key, name="a", content=b"a", bytes=1)


def said_up_and_down(team) -> None:
    """A scanner's difficulty with a picture, a broadcast from above that the scanner has read."""
    at = timezone.now()
    raised = difficulty_raise(actor=team.scanner, draft=Draft("may_moc", "stopped", "Máy hỏng"))
    Picture.objects.create(difficulty=raised, link=uuid4(), order=1)
    told = Broadcast.objects.create(
        unit_code="27", unit_name="", sent_by=uuid4(), sent_by_name="", sent_at=at,
        title="Họp", text="17:30", importance="usual", units=[HERE],
    )  # fmt: skip
    who = {"reader": team.scanner.key, "reader_name": "", "unit_code": HERE}
    BroadcastReceipt.objects.create(broadcast=told, read_at=at, **who)


def people_and_machines() -> None:
    """A row in each table of the staffing; the machine has been lent and is back."""
    day, by = campaign_today(), {"by_key": uuid4(), "by_name": "", "at": timezone.now()}
    task_force = {"organisation": "uy_ban", "role": "to_truong"}
    member = TeamMember.objects.create(unit_code=HERE, full_name="Trần Văn Mẫu", **task_force)
    TeamContact.objects.create(unit_code=HERE, member=member, phone="0900 000 000")
    days = {"first_day": day, "last_day": day, "shift_codes": "sang"}
    who = {"full_name": "Lê Thị Mẫu", "organisation": "phu_nu", "task": "nhap"}
    helper = Helper.objects.create(unit_code=HERE, **who, **days)
    away = {"day": day, "shift": "sang", "kind": "vang"}
    ShiftMark.objects.create(unit_code=HERE, helper=helper, **away, **by)
    scanner = {"kind": "may_scan", "owner": "xa"}
    machine = Machine.objects.create(unit_code=HERE, at_unit=HERE, **scanner)
    MachineEvent.objects.create(machine=machine, day=day, state="tot", **by)
    lent = {"first_day": day, "due_on": day, "returned_on": day}
    MachineLoan.objects.create(machine=machine, to_unit="09514", **lent)


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def seen() -> dict[str, int]:
    return {table: rows(table) for table in TABLES}


def registers() -> dict[str, int]:
    """The same without the log, in which everything that happens leaves a row."""
    return {table: count for table, count in seen().items() if table not in WRITTEN_BY_ALL}


def tampered(table: str) -> str:
    """What a write into the table by raw SQL came to: rows changed and removed."""
    with connection.cursor() as cursor, transaction.atomic():
        try:
            with transaction.atomic():
                cursor.execute(f"UPDATE {table} SET key = key")
                changed = cursor.rowcount
                cursor.execute(f"DELETE FROM {table}")
            return f"{changed} {cursor.rowcount}"
        except ProgrammingError:
            return "refused"


def copied(table: str, model: type[Model]) -> bool:
    """Whether a copy of a row of the commune, under a key of its own, could be put in."""
    with speaking(EVERYTHING):
        sample = model.objects.values(*[f.attname for f in model._meta.concrete_fields]).first()
    assert sample, f"no row in {table}"
    row = model(**{**sample, "key": uuid4()})
    try:
        with transaction.atomic():
            model.objects.bulk_create([row], ignore_conflicts=True)
    except ProgrammingError as error:
        return "row-level security" not in str(error)
    return True


def test_every_stored_thing_says_whose_it_is() -> None:
    silent = [model.__name__ for model, scope in walls.declared() if scope is None]
    assert silent == [], "say scope = Scope(…), or Open('why everybody may read it')"
    for model, scope in walls.declared():
        if isinstance(scope, Open):
            fields = {field.name for field in model._meta.get_fields()}
            assert len(scope.reason) > 15
            assert not fields & {"entry", "record", "reading", "book"}, model


def test_every_table_is_behind_its_wall_or_known_to_hold_none() -> None:
    ours = {model._meta.db_table for model, _ in walls.declared()}
    libraries = ("django_", "auth_", "account_", "procrastinate_", "people_signed_in")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
        found = dict(cursor.fetchall())
    assert {table for table, walled in found.items() if walled} == set(TABLES)
    others = {t for t in set(found) - ours if not t.startswith(libraries)}
    assert others == {"database_cache"}
    assert walls.walls_lacking() == []


def test_unset_or_nobody_sees_and_changes_nothing(full) -> None:
    before = seen()
    assert [table for table, count in before.items() if not count] == []
    with speaking(NOBODY):
        assert set(seen().values()) == {0}
        assert {tampered(table) for table in TABLES} == {"0 0", "refused"}
        open_to_all = {t for t in TABLES if copied(t, walls.scoped()[t][0])}
        assert open_to_all == WRITTEN_BY_ALL
    assert registers() == {t: n for t, n in before.items() if t not in WRITTEN_BY_ALL}


def _told_nothing() -> dict[str, object]:
    """What the application role counts on a connection that nobody has told anything."""
    from tests import database

    address = database.address("application", connection.settings_dict["NAME"])
    with psycopg.connect(address) as raw:
        return {t: raw.execute(f"SELECT count(*) FROM {t}").fetchone() for t in TABLES}


def test_another_commune_sees_and_changes_nothing(full, person) -> None:
    roles = [code for code, role in ROLES.items() if "commune" in role.levels]
    stranger = person("stranger", *roles, unit=ABROAD)
    before = registers()
    with acting(stranger):
        assert set(registers().values()) == {0}
        units = _column("SELECT DISTINCT unit FROM audit_auditentry")
        assert units == [ABROAD], "their own chair reads their own commune's log"
        for table in TABLES:
            assert tampered(table) in ("0 0", "refused"), table
            copies = copied(table, walls.scoped()[table][0])
            assert copies == (table in WRITTEN_BY_ALL), table
    assert registers() == before


def test_rows_do_not_move_to_another_commune(full, person, team) -> None:
    movable = [
        table
        for table in TABLES
        if "unit_code" in {f.name for f in walls.scoped()[table][0]._meta.get_fields()}
        and not walls.scoped()[table][0].append_only
    ]
    assert len(movable) > 7
    for table in movable:
        change = f"UPDATE {table} SET unit_code = '{ABROAD}', {_unowned(table)}"
        mover = (
            team.officer
            if table.startswith(("staffing", "merit", "pay", "training"))
            else team.scanner
        )
        with acting(mover), pytest.raises(ProgrammingError), transaction.atomic():
            _column(change + " RETURNING key")


def _unowned(table: str) -> str:
    return "started_by = gen_random_uuid()" if table == "jobs_job" else "key = key"


def test_those_who_run_the_machine_see_no_register(full, person) -> None:
    for role in ("quan_tri", "ho_tro_ky_thuat"):
        with acting(person(role.replace("_", "."), role, unit="27")):
            visible = {table for table, count in seen().items() if count}
            # What is broadcast to whole units holds nobody's data.
            assert visible <= {"jobs_job", "audit_auditentry", "difficulties_broadcast"}, role


def test_the_province_sees_the_commune_and_the_commune_itself(full, person) -> None:
    office, below = (
        person("so", "so_tu_phap", unit="27"),
        person("phong", "phong_tu_phap", unit="264"),
    )
    whole = seen()
    with acting(office):
        missing = {table for table, count in seen().items() if count < whole[table]}
        assert missing == OF_THE_COMMUNE_ALONE | OF_ONE_PERSON
    with acting(below):
        missing = {table for table, count in seen().items() if count < whole[table]}
        assert missing == OF_THE_PROVINCE | OF_THE_COMMUNE_ALONE | OF_ONE_PERSON


def test_a_keyer_sees_what_is_in_hand_and_no_other_reading(full, team) -> None:
    from sohotich.pipeline.keying.services import next_entry

    with acting(team.first):
        work = next_entry(actor=team.first)
        assert list(Entry.objects.values_list("key", flat=True)) == [work.entry.key]
        assert set(Reading.objects.values_list("by", flat=True)) == {team.first.key}
        for table in ("images_page", "records_record", "records_person", "ledger_ledgerevent"):
            assert rows(table) == 0, table
        assert rows("images_entryimage") == 1
        subjects = _column("SELECT DISTINCT subject_key FROM files_link")
        assert subjects == [work.entry.key]


def _column(query: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def test_the_other_reading_is_blind_until_both_are_there(full, team, key_entry) -> None:
    """Even to an officer, who sees the rest of the unit, for an officer may key the second."""
    done = key_entry(team.first, "keying.first")
    with acting(team.officer):
        assert not Reading.objects.filter(entry=done.entry).exists()
    with acting(team.chair):
        assert Reading.objects.filter(entry=done.entry).exists()
    other = key_entry(team.second, "keying.second", meHoTen="TRẦN THỊ BÍNH")
    with acting(team.officer):
        assert Reading.objects.filter(entry=other.entry, slot__gt=0).count() == 2


def test_a_former_record_is_blind_once_its_entry_is_keyed_anew(full, team) -> None:
    from sohotich.pipeline.review.services import entry_return_to_keying

    entry = Entry.objects.filter(state="agreed").first()
    with acting(team.officer):
        assert Record.objects.filter(entry=entry).exists()
        entry_return_to_keying(actor=team.officer, entry=entry, reason="sai họ")
        assert not Record.objects.filter(entry=entry).exists()
        assert not Reading.objects.filter(entry=entry).exists()
    assert set(Reading.objects.filter(entry=entry).values_list("state", flat=True)) == {
        "superseded"
    }


def test_services_see_what_they_need_and_no_more(full) -> None:
    needs = {
        "scheduler": {
            "worklists_workitem",
            "audit_auditentry",
            "jobs_job",
            "connect_answer",
            "facts_dailyfact",
            "reports_report",
            "reports_reportevent",
            "reports_issueddocument",
            "reports_mailaddress",
            "reports_reportmail",
            "dashboards_qualityday",
            "difficulties_difficulty",
            "difficulties_difficultyevent",
            "difficulties_picture",
            "workbooks_sending",
            "workbooks_sentfile",
        },
        "installer": {"jobs_job"},
        "public_page": {"facts_dailyfact"},
        "worker": {"jobs_job"},
    }
    for name in set(SERVICES) - {"keying", "facts", "pay", "difficulties", "search"}:
        with acting(service_actor(name)):
            found = {table for table, count in seen().items() if count}
            assert found == needs[name] & set(TABLES), name
    for name in ("keying", "facts", "pay", "difficulties", "search"):
        with as_service(name, frozenset({ABROAD})):
            assert set(seen().values()) == {0}, name


def test_the_owner_s_own_reach_is_everything(full) -> None:
    with psycopg.connect(_owner_address()) as owner:
        assert owner.execute("SELECT count(*) FROM books_book").fetchone() == (0,)
        owner.execute(EVERYTHING.words)
        assert owner.execute("SELECT current_setting('app.service')").fetchone() == ("owner",)


def test_rights_named_to_the_database_are_rights_there_are(person) -> None:
    assert set(RIGHTS) <= set(PERMISSIONS)
    assert len({setting(right) for right in RIGHTS}) == len(RIGHTS)
    words = speaker_of(person("so", "so_tu_phap", unit="27")).words
    assert "'{*}'" in words, "a province is one word, not a list of its communes"
    with pytest.raises(ValueError, match="09'"):
        _ = Speaker(reach={"book.view": frozenset({"09'"})}).words


@pytest.mark.django_db(transaction=True)
def test_a_fallen_wall_breaks_the_walk(full, person) -> None:
    """Each table's wall taken down by the owner, one by one: the walk sees every one."""
    stranger = person("stranger", "cong_chuc_ho_tich", unit=ABROAD)
    assert set(_told_nothing().values()) == {(0,)}
    with psycopg.connect(_owner_address(), autocommit=True) as owner:
        for table in TABLES:
            owner.execute(f"DROP POLICY {walls.POLICY} ON {table}")
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            try:
                with acting(stranger):
                    assert rows(table) > 0, table
                bare = {t for t, count in _told_nothing().items() if count != (0,)}
                # An alias is seen by who sees its book, so it falls with the book's wall.
                assert table in bare <= {table, *WITH_ANOTHER}
                assert walls.walls_lacking() == [table]
            finally:
                assert walls.walls_raise(_owner_address()) == [table]
        assert walls.walls_raise(_owner_address()) == []
    with acting(stranger):
        assert set(seen().values()) == {0}


def _owner_address() -> str:
    from tests import database

    return database.address("owner", connection.settings_dict["NAME"])
