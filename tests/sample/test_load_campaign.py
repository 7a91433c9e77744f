"""Filling an installation through the services, cut off again and again, comes to the same end."""

from __future__ import annotations

from collections import Counter
from itertools import count
from pathlib import Path

import pytest

from sohotich.foundation.database.errors import UserError
from sohotich.sample.kept import Kept
from sohotich.sample.load.plan import ALL, BookPlan, CommunePlan

DONE = {"layout": "rows", "first": ALL, "second": ALL, "settled": ALL, "reviewed": ALL}
UNIT = "09508"
BOOKS = (
    BookPlan(1998, 1, UNIT, layout="rows", drawn=2, essential=True),
    BookPlan(1996, 1, UNIT, layout="rows", drawn=2, confirmed=False, essential=True),
    BookPlan(2003, 1, UNIT, layout="rows", drawn=7, first=6, second=5, disputed=(0, 1, 3),
             settled=1, reviewed=1, returned=True),
    BookPlan(1997, 1, UNIT, drawn=5, stage="submitted", disputed=(3,),
             placed=((1, "bis"), (2, "cancelled"), (4, "skipped")), **DONE),
    BookPlan(2000, 1, UNIT, drawn=2, stage="signed", **DONE),
    BookPlan(1995, 1, UNIT, drawn=2, stage="packaged", disputed=(1,), **DONE),
    BookPlan(1999, 1, UNIT, declared=30),
    BookPlan(2004, 1, UNIT, type_code="KH", drawn=4, first=3, second=3, disputed=(1,), settled=1,
             reviewed=2, placed=((0, "abroad"),)),
    BookPlan(2017, 1, UNIT, type_code="HN", layout="two", drawn=2, stage="packaged", first=ALL,
             second=ALL, settled=ALL, reviewed=ALL),
)  # fmt: skip
STATES = {
    "1998": {"scanned": 2},
    "1996": {"expected": 2},
    # Positions 0, 1 and 3 differ; 0 is settled and reviewed, 4 was agreed and then sent back.
    "2003": {"reviewed": 1, "disputed": 2, "agreed": 1, "scanned": 2, "keyed_once": 1},
    "1997": {"reviewed": 4, "cancelled": 1, "missing": 1},
    "2000": {"approved": 2},
    "1995": {"exported": 2},
    "1999": {"expected": 30},
    "2004": {"reviewed": 2, "agreed": 1, "scanned": 1},
    "2017": {"exported": 2},
}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "demo.json")


@pytest.fixture
def load(db, monkeypatch, kept):
    """`load(cut=7)`: fill with the small plan, cut off at the 7th chance to stop, begun again and
    cut off at the 14th, and so on until it comes through.
    """
    from sohotich.pipeline.scanning import processing
    from sohotich.sample.load import Stopped, campaign, load_campaign, plan, scans
    from sohotich.sample.load.work import Work

    monkeypatch.setattr(campaign, "communes", lambda scale: (CommunePlan(UNIT, BOOKS),))
    # Quick to draw and too coarse for the press: the officer has to look at every image.
    monkeypatch.setattr(plan, "DPI", 100)
    for module in (processing, scans):
        monkeypatch.setattr(module, "map_in_processes", lambda fn, items, n=None: map(fn, items))

    def run(cut: int = 0, **how):
        chances, last = count(1), cut

        def go_on(self, *_: object) -> None:
            if next(chances) == last:
                raise Stopped

        monkeypatch.setattr(Work, "go_on", go_on)
        while True:
            try:
                return load_campaign(kept=kept, threads=1, **how)
            except Stopped:
                chances, last = count(1), last + cut

    return run


def states_of_books() -> dict[str, dict[str, int]]:
    from sohotich.register.ledger.models import Entry

    rows = Entry.objects.values_list("book__year_from", "state")
    found: dict[str, Counter[str]] = {}
    for year, state in rows:
        found.setdefault(str(year), Counter())[state] += 1
    return {year: dict(states) for year, states in found.items()}


def test_every_state_is_reached_however_often_it_was_cut_off(load, kept) -> None:
    from sohotich.foundation.database.clock import campaign_today
    from sohotich.foundation.people.models import User
    from sohotich.pipeline.keying.selectors import queues
    from sohotich.pipeline.transfer.models import Package
    from sohotich.register.images.models import EntryImage, Page
    from sohotich.register.ledger.models import BookApproval, Entry, LedgerEvent
    from sohotich.register.records.models import Reading, Record
    from sohotich.sample.load.plan import OPENS_ON
    from sohotich.sample.load.staff import staff_of

    first = load(cut=5, essential=True)
    assert first.counts["books"] == 9
    assert not kept.loaded
    assert states_of_books()["1998"] == STATES["1998"]

    loaded = load(cut=11)
    assert states_of_books() == STATES
    assert loaded.skipped == ()
    assert kept.loaded
    assert campaign_today() == OPENS_ON
    assert loaded.counts["exported"] == 4
    assert loaded.counts["accounts"] == User.objects.count() == 11
    assert all(User.objects.get(username=s.username).check_password(s.password)
               for s in loaded.sign_ins)  # fmt: skip

    # Nothing double: one image per registration, two readings, one event per step.
    assert Page.objects.count() == 9
    assert not EntryImage.objects.filter(current=False).exists()
    assert all(image.usable for image in EntryImage.objects.all())
    assert Reading.objects.filter(state="draft", kind="keying").count() == 0
    steps = Counter(LedgerEvent.objects.values_list("entry", "action"))
    assert set(steps.values()) == {1}
    returned = Entry.objects.get(returned=True)
    assert (returned.book.year_from, returned.number) == (2003, 5)
    assert BookApproval.objects.count() == 3
    assert Package.objects.count() == 2

    # What was settled is what the pages say.
    bis = Record.objects.get(book__year_from=1997, so="01bis/1997")
    assert bis.values["noiDangKy"].startswith("UBND Xã Mỹ Hương")
    married = Record.objects.get(book__type_code="KH", so="01/2004")
    # The page names the country, the record holds the list's own name of it.
    country = married.values["qgNuocNgoaiDaDangKy"].split(" (")[0]
    assert country in married.values["ghiChu"]
    single = Record.objects.filter(book__type_code="HN").first()
    assert single.values["noiCap"].startswith("UBND Xã Mỹ Hương")
    keyer = staff_of(UNIT).keyers[0]
    assert {queue.name: queue.count for queue in queues(keyer)} == {
        "keying.first": 5,
        "keying.second": 0,
    }


def test_run_again_it_changes_nothing(load, kept) -> None:
    from sohotich.foundation.audit.models import AuditEntry
    from sohotich.foundation.people.models import User

    load()
    states, audited = states_of_books(), AuditEntry.objects.count()
    passwords = set(User.objects.values_list("password", flat=True))
    load()
    assert AuditEntry.objects.count() == audited
    # Even when the home forgot which books were done.
    kept.done.clear()
    kept.write()
    load()
    assert states_of_books() == states
    assert set(User.objects.values_list("password", flat=True)) == passwords


def test_only_a_fresh_installation_is_filled_and_always_the_same_way(load, kept, person) -> None:
    from sohotich.foundation.people.models import User

    person("lan", "nguoi_quet")
    with pytest.raises(UserError, match="đã có tài khoản hoặc sổ"):
        load()
    assert User.objects.count() == 1
    assert not kept.exists
    kept.begin(seed=1, scale=1.0)
    with pytest.raises(UserError, match="--seed 1 --scale 1"):
        load(seed=2)
    with pytest.raises(UserError, match="--seed 1 --scale 1"):
        load(scale=0.5)


def test_communes_of_other_districts_are_told_and_ask_nobody(load, kept, monkeypatch) -> None:
    from sohotich.oversight.difficulties.models import Broadcast, Difficulty
    from sohotich.sample.load import campaign

    far = "09322"
    plan = (CommunePlan(UNIT, BOOKS[1:2]), CommunePlan(far, ()))
    monkeypatch.setattr(campaign, "communes", lambda scale: plan)
    load(essential=True)
    assert set(Difficulty.objects.values_list("unit_code", flat=True)) == {UNIT}
    told = [set(one.units) for one in Broadcast.objects.order_by("sent_at", "key")]
    assert told == [{UNIT, far, "264"}, {UNIT}]
