"""The pages for everybody: what they say, to whom, and that nothing else is in reach."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from datetime import date

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from sohotich.config.install import published_tables
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.acting import acting, as_service
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.policies.services import set_value
from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.public_page.models import PublishedCount, PublishedDay
from sohotich.oversight.public_page.selectors import forget
from sohotich.oversight.public_page.services import public_page_keep
from sohotich.oversight.public_page.session import public_session

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 7)
HERE, THERE = "09508", "09511"
PAGES = ("/cong-khai/", f"/cong-khai/{HERE}/", "/cong-khai/so-lieu.csv", "/cong-khai/so-lieu.json")


def fact(unit: str, figures: tuple[int, int, int], type_code: str = "KS", day: date = DAY) -> None:
    """So many to be done, scanned, approved; put there directly: counting has its own tests."""
    with as_service("facts", None):
        for stage, so_far in zip(("expected", "scanned", "approved"), figures, strict=True):
            DailyFact.objects.update_or_create(
                unit_code=unit,
                type_code=type_code,
                day=day,
                stage=stage,
                defaults={"today": 0, "so_far": so_far, "books_today": 0, "books_so_far": 0},
            )


def keep() -> list[date]:
    forget()
    with acting(service_actor("scheduler")):
        return public_page_keep()


@pytest.fixture
def stranger(clock) -> Client:
    forget()
    return Client(headers={"host": "localhost"})


@pytest.fixture
def published(clock, stranger) -> Client:
    """An Tập: 1.200 births, 900 scanned, 3 approved, and 4 deaths; Tân Lãng 60, all approved."""
    fact(HERE, (1200, 900, 3))
    fact(HERE, (4, 4, 4), "KT")
    fact(THERE, (60, 60, 60))
    clock("18:31")
    assert keep()[-1] == DAY
    return stranger


def text(client: Client, address: str = "/cong-khai/") -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


def test_nothing_is_published_before_the_province_has_reported(clock, stranger) -> None:
    fact(HERE, (1200, 900, 300))
    clock("18:29")
    assert DAY not in keep()
    clock("18:31")
    assert keep() == [DAY]
    assert keep() == []


def test_days_missed_are_published_in_order(clock, stranger) -> None:
    for number in (5, 6, 7):
        fact(HERE, (1200, 100 * number, 10 * number), day=date(2025, 1, number))
    clock("08:00", day=8)
    found = keep()
    assert found == sorted(found)
    assert found[-1] == DAY
    assert list(PublishedCount.objects.filter(unit_code=HERE).values_list("scanned", flat=True))[
        -3:
    ] == [500, 600, 700]


def test_a_published_day_stays_as_it_was(published) -> None:
    fact(HERE, (1200, 1000, 500))
    keep()
    assert "900" in text(published)
    rows = PublishedCount.objects.filter(unit_code=HERE)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(scanned=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.delete()


def test_the_page_says_figures_their_hour_and_their_meaning(published) -> None:
    page = text(published)
    assert "1.260" in page  # of both communes, the four deaths left out
    assert "18:31 ngày 07/01/2025" in page
    assert "ít hơn 5 trường hợp" in page
    here = text(published, f"/cong-khai/{HERE}/")
    assert "Xã An Tập" in here
    assert "Khai tử &lt;5 &lt;5 &lt;5" in here
    assert "Khai sinh 1.200 900 &lt;5" in here


@pytest.mark.parametrize(
    ("words", "shown", "hidden"),
    [("an tap", "Xã An Tập", "Xã Tân Lãng"), ("TÂN LÃNG", "Xã Tân Lãng", "Xã An Tập")],
)
def test_a_unit_is_found_without_marks(published, words, shown, hidden) -> None:
    page = published.get("/cong-khai/", {"tim": words})
    assert shown in page.content.decode()
    assert hidden not in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_words_searched_for_are_never_markup(published) -> None:
    page = published.get("/cong-khai/", {"tim": '"><script>alert(1)</script>'}).content.decode()
    assert "<script" not in page


def test_csv_and_json_say_the_same(published) -> None:
    rows = list(csv.DictReader(io.StringIO(_get(published, PAGES[2]).decode("utf-8-sig"))))
    said = json.loads(_get(published, PAGES[3]))
    assert len(rows) == len(said["rows"])
    births = [row for row in rows if row["ma_don_vi"] == HERE and row["loai_so"] == "Khai sinh"]
    assert births[-1]["phai_so_hoa"] == "1200"
    assert births[-1]["da_duyet"] == "<5"
    assert ["2025-01-07", HERE, "KS", 1200, 900, None] in said["rows"]


def _get(client: Client, address: str) -> bytes:
    return client.get(address).content


@pytest.mark.parametrize("address", PAGES)
def test_the_same_bytes_for_everybody_and_no_cookie(published, person, address) -> None:
    from sohotich.foundation.people.models import User

    officer = person("lan", "cong_chuc_ho_tich")
    signed_in = Client(headers={"host": "localhost"})
    signed_in.force_login(User.objects.get(key=officer.key))
    first, second = published.get(address), signed_in.get(address)
    assert first.status_code == 200
    assert first.content == second.content
    assert not first.cookies
    assert not second.cookies
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Vary"] == "Accept-Encoding"
    assert "nofollow" in first.headers["X-Robots-Tag"]
    pressed = published.get(address, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(pressed.content) == first.content
    known = published.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert known.status_code == 304
    assert not known.content


def test_the_pages_need_no_script_and_lead_inside_only_to_sign_in(published) -> None:
    for address in PAGES[:2]:
        page = published.get(address).content.decode()
        assert "<script" not in page
        assert "style=" not in page
        links = set(re.findall(r'href="(/[^"#]*)', page))
        inside = {one for one in links if not one.startswith(("/cong-khai/", "/static/"))}
        assert inside == {"/dang-nhap/"}


@pytest.mark.parametrize("address", PAGES)
def test_switched_off_there_is_no_page(published, person, address) -> None:
    department = person("so", "so_tu_phap", unit="27")
    set_value(
        actor=department,
        name="public_page.shown",
        value="hidden",
        from_date=DAY,
        reason="Theo chỉ đạo",
    )
    keep()
    answer = published.get(address)
    assert answer.status_code == 404
    assert "Trang này chưa mở" in answer.content.decode()
    assert not answer.cookies


def test_no_page_of_a_unit_that_is_not_counted(published) -> None:
    assert published.get("/cong-khai/99999/").status_code == 404
    assert published.post("/cong-khai/").status_code == 405
    assert published.get("/cong-khai/", headers={"host": "khac.example"}).status_code == 400


def test_a_crowd_asks_the_database_nothing(published, django_assert_num_queries) -> None:
    published.get("/cong-khai/")
    with django_assert_num_queries(0):
        for _ in range(20):
            published.get("/cong-khai/", {"tim": "an"})
            published.get(f"/cong-khai/{HERE}/")


def test_its_session_reads_published_counts_and_no_other_table(published) -> None:
    mine = published_tables()
    others = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    for table in sorted(others - set(mine)):
        with pytest.raises(ProgrammingError, match="permission denied"), public_session():
            _count(table)
    with public_session():
        assert all(_count(table) for table in mine)
    # The application is itself again.
    assert _count("people_unit")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO public_page_publishedcount SELECT * FROM public_page_publishedcount",
        "DELETE FROM public_page_publicpage",
        "UPDATE public_page_publicpage SET shown = false",
    ],
)
def test_its_session_writes_nothing(published, statement) -> None:
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), public_session(), connection.cursor() as cursor:
        cursor.execute(statement)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_publishing_is_on_record_as_the_systems_own(published) -> None:
    entry = AuditEntry.objects.filter(action="public_page.publish").latest("at")
    assert entry.actor_name == "public_page"
    assert PublishedDay.objects.filter(key=entry.subject_key).exists()


def test_without_figures_there_is_no_page_yet(stranger) -> None:
    assert stranger.get("/cong-khai/").status_code == 404
