"""A reading just finished, opened again: by its keyer alone, in time, while nobody went on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import set_value
from sohotich.pipeline.keying.disputes import next_dispute
from sohotich.pipeline.keying.queues import FIRST, SECOND
from sohotich.pipeline.keying.screens import own_figures
from sohotich.pipeline.keying.selectors import keying_payload
from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish
from sohotich.pipeline.keying.taking_back import NotTakenBack, finished_lately, reading_take_back
from sohotich.pipeline.review.services import next_review, record_fix, review_mark
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.models import Reading, Record
from tests.pipeline.conftest import VALUES
from tests.pipeline.screens import begin, key, post, signed_in

pytestmark = pytest.mark.django_db
OWN = {"so": "01/1998", "quyenSo": "02/1998"}


@pytest.fixture
def book(make_book, with_images, tmp_path):
    found = make_book(2)
    with_images(found, tmp_path)
    return found


def last_of(actor) -> Reading:
    return Reading.objects.filter(by=actor.key, state="complete").latest("completed_at")


def state() -> str:
    return Entry.objects.get(number=1).state


@pytest.fixture
def once(team, book, key_entry) -> Reading:
    """The first reading of number 1, just finished."""
    key_entry(team.first, FIRST)
    return last_of(team.first)


@pytest.fixture
def twice(team, once, key_entry):
    """`twice(meHoTen="…")`: the second reading too; alike unless told otherwise."""

    def make(**changes: str) -> Reading:
        key_entry(team.second, SECOND, **changes)
        return last_of(team.second)

    return make


def test_the_first_reading_goes_on_where_it_was(team, once) -> None:
    draft = reading_take_back(actor=team.first, reading=once.key)
    assert (draft.state, draft.slot, draft.values) == ("draft", 1, once.values)
    assert Reading.objects.get(pk=once.key).state == "superseded"
    assert state() == "scanned"
    assert LedgerEvent.objects.filter(action="take_back").get().to_state == "scanned"
    assert AuditEntry.objects.filter(action="reading.take_back", subject_key=once.key).exists()
    assert next_entry(actor=team.first).reading == draft, "it is in hand again"
    seq = max(draft.sequence.values()) + 1
    field_save(actor=team.first, reading=draft.key, field="meHoTen", value="LÊ THỊ ĐÀO", seq=seq)
    assert reading_finish(actor=team.first, reading=draft.key).state == "keyed_once"
    assert last_of(team.first).values == {**once.values, "meHoTen": "LÊ THỊ ĐÀO"}
    assert own_figures(team.first).today == 1, "keyed once, however often it was opened"


def test_taking_back_twice_is_once(team, once) -> None:
    draft = reading_take_back(actor=team.first, reading=once.key)
    assert reading_take_back(actor=team.first, reading=once.key) == draft
    assert LedgerEvent.objects.filter(action="take_back").count() == 1


@pytest.mark.parametrize(
    ("changes", "before"), [({}, "agreed"), ({"meHoTen": "TRẦN THỊ BÍNH"}, "disputed")]
)
def test_the_second_reading_stays_blind(team, once, twice, changes, before) -> None:
    second = twice(**changes)
    assert state() == before
    draft = reading_take_back(actor=team.second, reading=second.key)
    assert state() == "keyed_once"
    assert (draft.slot, draft.values) == (2, second.values)
    payload = keying_payload(actor=team.second, reading=draft.key)
    assert {k: v.value for k, v in payload.carried.items()} == OWN
    assert Reading.objects.get(pk=once.key).state == "complete", "the first one's is not touched"
    assert next_entry(actor=team.first, queue=SECOND) is None
    assert next_dispute(actor=team.officer) is None
    assert next_review(actor=team.officer) is None
    seq = max(draft.sequence.values()) + 1
    field_save(
        actor=team.second, reading=draft.key, field="meHoTen", value=VALUES["meHoTen"], seq=seq
    )
    assert reading_finish(actor=team.second, reading=draft.key).state == "agreed"
    assert Record.objects.get().values["meHoTen"] == VALUES["meHoTen"]


def test_only_ones_own(team, once) -> None:
    with pytest.raises(Forbidden):
        reading_take_back(actor=team.second, reading=once.key)


class TestTooLate:
    def refused(self, actor, reading, words: str) -> None:
        before = state()
        assert reading.key not in [row.reading.key for row in finished_lately(actor)]
        with pytest.raises(NotTakenBack, match=words):
            reading_take_back(actor=actor, reading=reading.key)
        assert state() == before
        assert Reading.objects.get(pk=reading.key).state == "complete"

    def test_after_the_minutes(self, team, once) -> None:
        (row,) = finished_lately(team.first)
        assert 29 <= row.minutes <= 30
        Reading.objects.update(completed_at=now() - timedelta(minutes=31))
        self.refused(team.first, once, "quá 30 phút")

    def test_the_province_sets_the_minutes(self, team, once, person) -> None:
        Reading.objects.update(completed_at=now() - timedelta(minutes=6))
        set_value(
            actor=person("so", "so_tu_phap", unit="27"),
            name="keying.take_back_minutes",
            value=5,
            from_date=campaign_today(),
            reason="thử",
        )
        self.refused(team.first, once, "quá 5 phút")

    def test_once_the_second_keyer_has_begun(self, team, once) -> None:
        next_entry(actor=team.second, queue=SECOND)
        self.refused(team.first, once, "Đã có người làm tiếp số 1/1998")

    def test_once_both_are_in(self, team, once, twice) -> None:
        twice()
        self.refused(team.first, once, "Đã có người làm tiếp")

    def test_once_somebody_looks_at_the_dispute(self, team, twice) -> None:
        second = twice(meHoTen="TRẦN THỊ BÍNH")
        next_dispute(actor=team.officer)
        self.refused(team.second, second, "Đã có người làm tiếp")

    def test_once_somebody_looks_at_the_record(self, team, twice) -> None:
        second = twice()
        next_review(actor=team.officer)
        self.refused(team.second, second, "Đã có người làm tiếp")

    def test_once_it_is_reviewed(self, team, twice) -> None:
        second = twice()
        digest = Record.objects.get().digest
        review_mark(actor=team.officer, entry=Entry.objects.get(number=1), digest=digest)
        self.refused(team.second, second, "Đã có người làm tiếp")

    def test_once_it_is_corrected(self, team, twice) -> None:
        second = twice()
        record_fix(
            actor=team.officer,
            entry=Entry.objects.select_related("book").get(number=1),
            changes={"trangSo": ("2", "")},
            reason="sai trang",
        )
        self.refused(team.second, second, "Đã có người làm tiếp")


class TestPages:
    def test_the_list_offers_the_last_ones(self, team, book) -> None:
        client = signed_in(team.first)
        for number in (1, 2):
            key(client, begin(client, book)["record"], {**VALUES, **OWN, "so": f"0{number}/1998"})
        page = client.get(reverse("keying:start")).content.decode()
        assert page.count("/mo-lai/") == 2
        assert page.index("Mở lại bản vừa xong") > page.index("Vừa nhập xong")
        reading = Reading.objects.get(entry__number=2)
        answer = client.post(reverse("keying:take-back", args=[reading.key]))
        draft = Reading.objects.get(entry__number=2, state="draft")
        assert answer.url == reverse("keying:reading", args=[draft.key])
        shown = client.get(answer.url).context["keying"]["record"]
        assert {f["key"]: f["value"] for s in shown["sections"] for f in s["fields"]}[
            "nksHoTen"
        ] == VALUES["nksHoTen"]

    def test_too_late_is_told_in_words(self, team, once) -> None:
        client = signed_in(team.first)
        next_entry(actor=team.second, queue=SECOND)
        address = reverse("keying:take-back", args=[once.key])
        page = client.post(address, follow=True).content.decode()
        assert "Đã có người làm tiếp số 1/1998" in page
        answer = post(client, "reopen", {}, once.key)
        assert answer.status_code == 409
        assert "báo công chức hộ tịch" in answer.json()["error"]["mend"]

    def test_the_screen_is_told_where_to_go_on(self, team, once) -> None:
        client = signed_in(team.first)
        url = post(client, "reopen", {}, once.key).json()["url"]
        assert Reading.objects.get(state="draft").key.hex in url.replace("-", "")

    def test_anothers_is_not_there(self, team, once) -> None:
        assert post(signed_in(team.second), "reopen", {}, once.key).status_code == 404

    def test_a_second_begun_elsewhere_is_no_secret_told(self, team, twice) -> None:
        """What the second keyer is told is the same whether the two agreed or not."""
        second = twice(meHoTen="TRẦN THỊ BÍNH")
        client = signed_in(team.second)
        next_dispute(actor=team.officer)
        told = post(client, "reopen", {}, second.key).json()["error"]["message"]
        assert told == "Đã có người làm tiếp số 1/1998, không mở lại được nữa."
