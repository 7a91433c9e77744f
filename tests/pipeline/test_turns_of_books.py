"""Whose turn a book is: put first, paused, given to people, beyond what somebody may key."""

from __future__ import annotations

import pytest

from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import set_value
from sohotich.pipeline.keying.screens import books_waiting, waiting_to_key
from sohotich.pipeline.keying.selectors import queues
from sohotich.pipeline.keying.services import next_beyond, next_entry
from sohotich.register.books.errors import BookError
from sohotich.register.books.handing_out import book_work_set, keyer_skill_drop, keyer_skill_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def books(make_book, with_images, tmp_path):
    """Births of 1998 in two volumes, marriages of 1985; two numbers each."""
    found = [
        make_book(2, volume=1),
        make_book(2, volume=2),
        make_book(0, type_code="KH", year_from=1985, runs=_run(1985)),
    ]
    for book in found:
        with_images(book, tmp_path)
    return found


def _run(year):
    from sohotich.register.books.draft import Run

    return (Run(year, 1, 2),)


def say(team, book, standing="usual", people=()):
    with acting(team.officer):
        keyers = [team.first.key, team.second.key]
        book_work_set(
            actor=team.officer, book=book, standing=standing, people=people, may_key=keyers
        )


def offered(actor):
    """Labels of the books this person is handed, in the order of the handing out."""
    from sohotich.pipeline.keying.holding import all_put_down

    found, have = [], []
    with acting(actor):
        while (one := next_beyond(actor=actor, have=have)) is not None:
            have.append(one.reading.key)
            if one.entry.book.label not in found:
                found.append(one.entry.book.label)
        all_put_down(actor=actor)
    return found


@pytest.fixture(autouse=True)
def many(person):
    """No limit to what somebody holds, so that the order of all books is seen."""
    admin = person("so", "so_tu_phap", unit="27")
    with acting(admin):
        set_value(
            actor=admin,
            name="keying.claim_batch",
            value=50,
            from_date=campaign_today(),
            reason="thử",
        )


def test_a_book_put_first_comes_before_the_others(team, books):
    one, two, wedding = (book.label for book in books)
    assert offered(team.first) == [one, two, wedding]
    say(team, books[2], "first")
    assert offered(team.first) == [wedding, one, two]
    with acting(team.first):
        assert books_waiting(team.first)[0].book.label == wedding


def test_a_paused_book_is_handed_to_nobody_and_counted_for_nobody(team, books):
    say(team, books[1], "paused")
    for actor in (team.first, team.officer):
        assert books[1].label not in offered(actor)
        with acting(actor):
            assert waiting_to_key(actor) == 4
            assert queues(actor)[0].count == 4
            assert next_entry(actor=actor, book=books[1].key) is None


def test_what_somebody_has_in_hand_stays_with_them(team, books):
    with acting(team.first):
        held = next_entry(actor=team.first, book=books[1].key)
    say(team, books[1], "paused")
    with acting(team.first):
        assert next_entry(actor=team.first).reading == held.reading


def test_a_book_given_to_one_is_not_handed_to_another(team, books):
    say(team, books[0], people=[team.first.key])
    assert books[0].label in offered(team.first)
    assert books[0].label not in offered(team.second)
    assert books[0].label in offered(team.officer), "who assigns is not bound"


def test_by_skill_a_person_keys_some_types_and_no_older_books(team, books):
    one, two, wedding = (book.label for book in books)
    with acting(team.officer):
        skill = {"actor": team.officer, "unit": "09508", "person": team.first.key}
        keyer_skill_set(**skill, types=["KS"], year_from=None)
        assert offered(team.first) == [one, two]
        keyer_skill_set(**skill, types=["KS", "KH"], year_from=1990)
        assert offered(team.first) == [one, two]
        keyer_skill_set(**skill, types=[], year_from=None)
        assert offered(team.first) == []
        keyer_skill_drop(**skill)
    assert offered(team.first) == [one, two, wedding]


def test_the_province_may_ask_that_everybody_is_listed(team, books, person):
    admin = person("so2", "so_tu_phap", unit="27")
    with acting(admin):
        set_value(
            actor=admin,
            name="keying.unlisted_keyer",
            value="none",
            from_date=campaign_today(),
            reason="thử",
        )
    assert offered(team.first) == []
    assert len(offered(team.officer)) == 3
    with acting(team.officer):
        keyer_skill_set(
            actor=team.officer, unit="09508", person=team.first.key, types=["KH"], year_from=None
        )
    assert offered(team.first) == [books[2].label]


def test_an_urgent_book_is_offered_however_long_the_list(team, books, monkeypatch):
    from sohotich.pipeline.keying import queues as station

    monkeypatch.setattr(station, "_AT_ONCE", 1)
    say(team, books[2], "first")
    with acting(team.first):
        assert next_entry(actor=team.first).entry.book.label == books[2].label


def test_only_who_assigns_says_so(team, books):
    with acting(team.first), pytest.raises(Forbidden):
        book_work_set(actor=team.first, book=books[0], standing="first", people=[], may_key=[])
    with pytest.raises(BookError):
        say(team, books[0], people=[team.chair.key])
    with pytest.raises(BookError):
        say(team, books[0], "soon")
