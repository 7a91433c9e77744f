"""Difficulties: raised, answered against the clock, passed on, escalated, closed; their walls."""

from __future__ import annotations

import io
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from PIL import Image

from sohotich.engines.guard import Refused
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.difficulties import services
from sohotich.oversight.difficulties.about import about_of
from sohotich.oversight.difficulties.attachments import Sent, opened
from sohotich.oversight.difficulties.errors import Overtaken
from sohotich.oversight.difficulties.figures import by_category, by_unit
from sohotich.oversight.difficulties.keeping import difficulties_keep
from sohotich.oversight.difficulties.models import (
    Difficulty,
    DifficultyEvent,
    Picture,
    State,
    Tier,
)
from sohotich.oversight.difficulties.names import with_names
from sohotich.oversight.difficulties.people import first_tier
from sohotich.oversight.difficulties.selectors import came_back, open_on, waiting_for

pytestmark = pytest.mark.django_db
TODAY = date(2025, 1, 7)


def raised(actor, *, urgency="stopped", category="may_moc", text="Máy quét kẹt giấy", pictures=()):
    draft = services.Draft(category, urgency, text)
    return services.difficulty_raise(actor=actor, draft=draft, pictures=pictures)


def answer(actor, row, text="Tắt máy, mở nắp, kéo giấy ra.", seen=None):
    count = row.events.count() if seen is None else seen
    return services.difficulty_answer(actor=actor, key=row.key, text=text, seen=count)


def photo(**save) -> bytes:
    """A picture as a telephone makes it: turned by its EXIF, with the place it was taken at."""
    image = Image.new("RGB", (400, 200), "red")
    image.paste((0, 0, 255), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "DienThoaiCuaLan"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, **save)
    return out.getvalue()


def sent(content: bytes, name: str = "anh.jpg") -> Sent:
    return Sent(name, io.BytesIO(content))


# ── the clock and who answers ────────────────────────────────────────────────────────────────────


def test_the_district_is_asked_first_and_the_clock_runs_by_urgency(people, clock) -> None:
    for urgency, hours in (("stopped", 2), ("slowed", 8), ("question", 24)):
        row = raised(people.commune, urgency=urgency)
        assert row.due_at - row.raised_at == timedelta(hours=hours)
    assert row.tier == Tier.DISTRICT
    assert row.unit_code == "09508"
    assert waiting_for(people.district).count() == 3
    assert waiting_for(people.province).count() == 0
    assert waiting_for(people.commune).count() == 0


def test_working_hours_where_the_province_says_so(people, clock) -> None:
    from sohotich.foundation.database.clock import shown
    from sohotich.foundation.policies.services import set_value

    set_value(actor=people.province, name="difficulty.clock", value="working",
              from_date=TODAY, reason="thử")  # fmt: skip
    clock("16:00", day=10)
    row = raised(people.commune)
    assert f"{shown(row.due_at):%d/%m %H:%M}" == "13/01 08:30"


def test_from_open_to_answered_to_closed_and_reopened(people, clock) -> None:
    row = raised(people.commune)
    services.difficulty_take(actor=people.district, key=row.key)
    services.difficulty_say(actor=people.commune, key=row.key, text="Đã thử tắt máy.")
    clock("16:10")
    done = answer(people.district, row)
    assert (done.state, done.answer_minutes) == (State.ANSWERED, 70)
    assert list(came_back(people.commune)) == [done]
    assert services.difficulty_close(actor=people.commune, key=row.key).closed_at is not None
    assert not came_back(people.commune).exists()
    clock("17:00")
    again = services.difficulty_reopen(actor=people.commune, key=row.key, reason="Vẫn kẹt.")
    assert (again.state, again.closed_at, again.holder) == (State.OPEN, None, None)
    assert again.due_at - again.opened_at == timedelta(hours=2)
    assert again.answer_minutes == 70, "the first answer counts"
    kinds = list(row.events.values_list("kind", flat=True))
    assert kinds == ["raised", "taken", "said", "answered", "closed", "reopened"]


def test_of_two_tiers_the_department_is_asked_at_once(campaign) -> None:
    from sohotich.foundation.database.clock import Campaign, now
    from sohotich.foundation.people.models import Unit

    Campaign.objects.update(offset=datetime(2025, 7, 2, tzinfo=UTC) - now())
    commune = Unit.objects.filter(level="commune", valid_from=date(2025, 7, 1)).first()
    assert first_tier(commune.code) == Tier.PROVINCE


def test_passed_on_it_is_the_department_s(people, clock) -> None:
    row = raised(people.commune)
    services.difficulty_pass(actor=people.district, key=row.key)
    assert waiting_for(people.district).count() == 0
    assert waiting_for(people.province).count() == 1
    with pytest.raises(Forbidden):
        answer(people.district, row)
    with pytest.raises(UserError, match="đã ở Sở"):
        services.difficulty_pass(actor=people.province, key=row.key)
    assert answer(people.province, row).state == State.ANSWERED


def test_overdue_it_goes_up_by_itself_once(people, clock) -> None:
    row = raised(people.commune)
    clock("16:59")
    difficulties_keep()
    assert not row.events.filter(kind="escalated").exists()
    clock("17:01")
    assert waiting_for(people.province).count() == 1, "before the worker came by"
    difficulties_keep()
    difficulties_keep()
    row.refresh_from_db()
    assert (row.tier, row.state) == (Tier.PROVINCE, State.OPEN)
    assert row.events.filter(kind="escalated").count() == 1


def test_answered_it_closes_after_the_days_of_the_policy(people, clock) -> None:
    row = raised(people.commune)
    answer(people.district, row)
    clock("14:00", day=10)
    difficulties_keep()
    assert Difficulty.objects.get().state == State.ANSWERED
    clock("15:30", day=10)
    difficulties_keep()
    assert Difficulty.objects.get().state == State.CLOSED


def test_of_two_answers_at_once_no_text_is_lost(people, clock) -> None:
    row = raised(people.commune)
    seen = row.events.count()
    answer(people.district, row, "Mở nắp máy.", seen)
    with pytest.raises(Overtaken) as told:
        answer(people.province, row, "Gọi hãng.", seen)
    assert "còn nguyên" in told.value.mend
    texts = list(row.events.filter(kind="answered").values_list("text", flat=True))
    assert texts == ["Mở nắp máy."]
    services.difficulty_say(actor=people.province, key=row.key, text="Gọi hãng.")
    assert row.events.filter(kind="said").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant(people, clock) -> None:
    row = raised(people.commune)
    began, outcome = threading.Barrier(2), []

    def work(actor, text):
        try:
            with acting(actor):
                began.wait(5)
                answer(actor, row, text, seen=1)
                outcome.append("sent")
        except Overtaken:
            outcome.append("overtaken")
        finally:
            connection.close()

    both = [
        threading.Thread(target=work, args=(actor, actor.username))
        for actor in (people.district, people.province)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcome) == ["overtaken", "sent"]
    assert row.events.filter(kind="answered").count() == 1


# ── walls and rights ─────────────────────────────────────────────────────────────────────────────


def test_a_wall_between_communes(people, clock, person) -> None:
    keyer = person("nhap", "nguoi_nhap_lieu")
    row = raised(people.commune, pictures=[sent(photo())])
    own = raised(keyer, text="Không mở được trang nhập")
    for actor, seen in ((people.commune, 2), (people.other, 0), (people.district, 2),
                        (people.province, 2), (people.police, 0), (keyer, 1)):  # fmt: skip
        with acting(actor):
            assert Difficulty.objects.count() == seen, actor.username
            assert DifficultyEvent.objects.count() == seen, actor.username
            assert Picture.objects.count() == min(seen, 1 if actor is not keyer else 0)
    for act in ("difficulty_take", "difficulty_pass", "difficulty_close"):
        with acting(people.other), pytest.raises(Forbidden):
            getattr(services, act)(actor=people.other, key=row.key)
    with acting(keyer):
        assert services.difficulty_close(actor=keyer, key=own.key).state == State.CLOSED


def test_the_unit_closes_for_a_helper_who_left_and_nobody_from_above(people, clock, person) -> None:
    row = raised(person("nhap", "nguoi_nhap_lieu"))
    with pytest.raises(Forbidden):
        services.difficulty_close(actor=people.district, key=row.key)
    assert services.difficulty_close(actor=people.commune, key=row.key).state == State.CLOSED


def test_who_may_not_raise_raises_nothing(people, clock) -> None:
    with pytest.raises(Forbidden):
        raised(people.province)


def test_somebody_lent_is_named_until_their_account_is_forgotten(people, clock, person) -> None:
    from sohotich.foundation.people.forgetting import FORGOTTEN, account_forget
    from sohotich.foundation.people.models import User

    lent = person("muon", "nguoi_nhap_lieu")
    User.objects.filter(pk=lent.key).update(valid_to=date(2025, 1, 15))
    row = raised(lent)
    kept = (row.raised_by_name, row.events.get().actor_name)
    assert kept == ("", ""), "written nowhere but in the account"
    assert [one.actor_name for one in with_names(row.events.all())] == ["Muon"]
    account_forget(lent.key)
    assert [one.actor_name for one in with_names(row.events.all())] == [FORGOTTEN]


def test_the_log_holds_codes_and_no_word_of_it(people, clock) -> None:
    row = raised(people.commune, text="Trường hợp NGUYỄN VĂN AN bị rách")
    answer(people.district, row, "Hỏi lại NGUYỄN VĂN AN")
    entries = AuditEntry.objects.filter(subject="difficulty", subject_key=row.key)
    assert {"difficulty.raised", "difficulty.answered"} <= {one.action for one in entries}
    assert "NGUYỄN" not in "".join(str((one.facts, one.purpose)) for one in entries)


# ── texts, pictures, what it is about ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4_001])
def test_texts_have_an_end_and_a_beginning(people, clock, text) -> None:
    with pytest.raises(UserError):
        raised(people.commune, text=text)
    assert not Difficulty.objects.exists()


def test_a_picture_stands_upright_and_says_nothing_of_its_camera(people, clock, person) -> None:
    keyer = person("nhap", "nguoi_nhap_lieu")
    with acting(keyer):
        row = raised(keyer, pictures=[sent(photo())])
        link = row.pictures.get().link
        assert not Link.objects.exists(), "the wall of files stays as it was"
        file, about = opened(actor=keyer, unit=row.unit_code, link=link, purpose="screen")
    with file, Image.open(file) as image:
        assert image.size == (200, 400)
        assert not dict(image.getexif())
    raw = blob_path(about.sha256).read_bytes()
    assert b"DienThoaiCuaLan" not in raw
    assert about.name == "anh-1.jpg"
    read = AuditEntry.objects.get(action="file.read")
    assert (read.actor_key, read.subject_key) == (keyer.key, row.key)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "trong.jpg"),
        (b"MZ\x90\x00" * 50, "anh.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "anh.svg"),
        (b"%PDF-1.4\n%%EOF", "anh.jpg"),
        (photo()[:600], "cut.jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "anh.png"),
        (b"GIF89a" + b"\x00" * 40, "anh.gif"),
    ],
)
def test_hostile_pictures_keep_everything_out(people, clock, content, name) -> None:
    with pytest.raises(Refused) as told:
        raised(people.commune, pictures=[sent(photo()), sent(content, name)])
    assert name in str(told.value)
    assert not Difficulty.objects.exists()
    assert not Link.objects.exists()


def test_pictures_are_held_to_the_province_s_limits(people, clock) -> None:
    from sohotich.foundation.policies.services import set_value

    with pytest.raises(Refused, match="nhiều nhất 5 ảnh"):
        raised(people.commune, pictures=[sent(photo(), f"{n}.jpg") for n in range(6)])
    for name, value in (("picture_pixels", 1_000_000), ("picture_bytes", 100_000)):
        set_value(actor=people.province, name=f"difficulty.{name}", value=value,
                  from_date=TODAY, reason="thử")  # fmt: skip
    large, heavy = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (1_100, 1_000)).save(large, "JPEG")
    Image.effect_noise((600, 600), 90).save(heavy, "PNG")
    for content in (large, heavy):
        with pytest.raises(Refused, match="lớn quá"):
            raised(people.commune, pictures=[sent(content.getvalue())])


def test_a_clear_png_becomes_a_plain_picture(people, clock) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (255, 0, 0, 0)).save(out, "PNG")
    row = raised(people.commune, pictures=[sent(out.getvalue(), "anh.png")])
    file, _ = opened(actor=people.commune, unit="09508", link=row.pictures.get().link, purpose="t")
    with file, Image.open(file) as image:
        assert image.format == "JPEG"
        assert image.getpixel((10, 10)) == (255, 255, 255)


def test_about_a_book_one_sees_and_no_other(people, clock, person) -> None:
    from sohotich.register.books.draft import BookDraft
    from sohotich.register.books.services import book_create
    from sohotich.register.ledger.models import Entry

    draft = BookDraft(unit_code="09508", type_code="KS", year_from=1998, volume=2)
    book = book_create(actor=people.commune, draft=draft)
    from sohotich.register.ledger.entries import entries_open

    entries_open(actor=people.commune, book=book, year=1998, first=1, last=3)
    about = about_of(people.commune, book.label, "02/1998")
    assert about.words == f"{book.label} · số 2/1998"
    assert about.entry == Entry.objects.get(number=2).key
    assert about_of(people.commune, "", "").words == ""
    with acting(people.other), pytest.raises(UserError, match="Không thấy sổ"):
        about_of(people.other, book.label)
    for label, number, words in ((book.label, "9/1998", "không có số"), (book.label, "x", "Số"),
                                 ("", "2/1998", "nhãn sổ"), ("zzz", "", "Không thấy")):  # fmt: skip
        with pytest.raises(UserError, match=words):
            about_of(people.commune, label, number)


# ── figures and the day's report ─────────────────────────────────────────────────────────────────


def test_figures_by_unit_and_by_category(people, clock) -> None:
    first = raised(people.commune)
    raised(people.commune, category="phan_mem", urgency="question")
    other = raised(people.other)
    clock("15:30")
    answer(people.district, first)
    clock("17:30")
    answer(people.province, other)
    raised(people.other)
    clock("20:00")
    from sohotich.foundation.database.clock import campaign_now

    units = {f.title: f for f in by_unit(Difficulty.objects.all(), campaign_now())}
    here, there = units["Xã An Tập"], units[next(t for t in units if t != "Xã An Tập")]
    assert (here.raised, here.waiting, here.overdue, here.median_minutes) == (2, 1, 0, 30)
    assert (there.raised, there.waiting, there.overdue, there.median_minutes) == (2, 1, 1, 150)
    kinds = {f.title: f for f in by_category(Difficulty.objects.all(), campaign_now())}
    assert kinds["Máy móc"].median_minutes == 90
    assert kinds["Phần mềm"].median_minutes is None


def test_open_on_the_day_it_stood(people, clock) -> None:
    row = raised(people.commune)
    assert [(one.category, one.urgency, one.answered) for one in open_on("09508", TODAY)] == [
        ("Máy móc", "Dừng việc", False)
    ]
    assert open_on("09508", TODAY - timedelta(days=1)) == []
    assert open_on("09511", TODAY) == []
    answer(people.district, row)
    clock("08:00", day=8)
    services.difficulty_close(actor=people.commune, key=row.key)
    assert [one.answered for one in open_on("09508", TODAY)] == [True]
    assert open_on("09508", date(2025, 1, 8)) == []


def test_what_was_said_is_never_changed(people, clock) -> None:
    from django.db import ProgrammingError

    raised(people.commune)
    with acting(people.commune), pytest.raises(ProgrammingError), transaction.atomic():
        DifficultyEvent.objects.update(text="khác")
