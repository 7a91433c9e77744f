"""A keyer contests what was decided against the reading; somebody else answers; both stay."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from PIL import Image

from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import acting
from sohotich.oversight.dashboards.readers import read_by_day
from sohotich.pipeline.keying.disputes import dispute_choose, dispute_settle, next_dispute
from sohotich.register.accuracy.models import Source, Tally
from sohotich.register.contests.errors import ContestError, NotYours
from sohotich.register.contests.models import Contest, ContestState
from sohotich.register.contests.selectors import contests_waiting, decided_against
from sohotich.register.contests.services import answer_draft, answer_settle, contest_raise
from sohotich.register.records.models import Reading, Record
from tests.pipeline.conftest import VALUES
from tests.pipeline.screens import signed_in

pytestmark = pytest.mark.django_db
MINE, OTHER = "NGUYỄN VĂN ẤN", VALUES["nksHoTen"]
SENTENCE = "Trong sổ rõ dấu sắc trên chữ Â."


@pytest.fixture
def settled(make_book, with_images, team, key_entry, tmp_path):
    """Decided for the first reading by the officer; the second keyer read MINE."""
    book = make_book(last=1)
    with_images(book, tmp_path)
    key_entry(team.first)
    key_entry(team.second, nksHoTen=MINE)
    with acting(team.officer):
        entry = next_dispute(actor=team.officer)
        dispute_choose(actor=team.officer, entry=entry, field="nksHoTen", choice="a")
        dispute_settle(actor=team.officer, entry=entry)
    entry.refresh_from_db()
    return entry


def against(actor):
    with acting(actor):
        return decided_against(actor)


def contested(actor, sentence: str = SENTENCE) -> Contest:
    with acting(actor):
        (row,) = decided_against(actor)
        return contest_raise(
            actor=actor, reading=row.reading.key, field=row.field, sentence=sentence
        )


def answered(actor, contest, choice, value="", why="Đã xem lại ảnh.") -> Contest:
    with acting(actor):
        answer_draft(actor=actor, contest=contest.key, choice=choice, value=value, why=why, seq=1)
        answer_settle(actor=actor, contest=contest.key)
    contest.refresh_from_db()
    return contest


def test_only_what_went_against_ones_own_reading_is_told(settled, team) -> None:
    (row,) = against(team.second)
    assert (row.field, row.mine.value, row.decided.value) == ("nksHoTen", MINE, OTHER)
    assert against(team.first) == []
    page = signed_in(team.second).get(reverse("keying:against")).content.decode()
    assert MINE in page
    assert OTHER in page
    for hidden in (team.first.name, team.officer.name, VALUES["meHoTen"], VALUES["chaHoTen"]):
        assert hidden not in page


def test_what_is_still_in_dispute_is_told_to_nobody(
    make_book, with_images, team, key_entry, tmp_path
):
    book = make_book(last=1)
    with_images(book, tmp_path)
    key_entry(team.first)
    key_entry(team.second, nksHoTen=MINE)
    assert against(team.first) == against(team.second) == []


def test_the_crop_is_the_field_alone(settled, team) -> None:
    from sohotich.pipeline.keying.regions import regions_save

    client = signed_in(team.second)
    (row,) = against(team.second)
    address = reverse("keying:against-crop", args=[row.reading.key, row.field])
    whole = client.get(address)
    with Image.open(io.BytesIO(b"".join(whole))) as registration:
        assert registration.height > registration.width / 3, "where the field stands is not known"
    page = client.get(reverse("keying:against")).content.decode()
    assert (address in page, "Ảnh của số này" in page) == (True, True)
    assert signed_in(team.first).get(address).status_code == 404
    box = [0.1, 0.2, 0.5, 0.05]
    regions_save(actor=team.officer, entry=settled, regions={"nksHoTen": box})
    picture = client.get(address)
    with Image.open(io.BytesIO(picture.content)) as crop:
        assert crop.height < crop.width / 3
    assert address in client.get(reverse("keying:against")).content.decode()
    assert signed_in(team.first).get(address).status_code == 404
    other = reverse("keying:against-crop", args=[row.reading.key, "meHoTen"])
    assert client.get(other).status_code == 404


def test_it_is_said_once_with_a_sentence_and_in_time(settled, team) -> None:
    with pytest.raises(ContestError, match="câu"):
        contested(team.second, " ")
    contested(team.second)
    with pytest.raises(ContestError, match="đã nêu"):
        contested(team.second)


@pytest.mark.parametrize("state", ["approved", "exported"])
def test_a_signed_book_takes_none(settled, team, state) -> None:
    settled.__class__.objects.filter(pk=settled.key).update(state=state)
    assert against(team.second) == []


def test_after_its_time_there_is_none(settled, team) -> None:
    late = now() - timedelta(hours=49)
    Reading.objects.update(completed_at=late, started_at=late)
    assert against(team.second) == []


def test_the_decider_leaves_it_to_a_colleague(settled, team) -> None:
    contest = contested(team.second)
    with acting(team.officer):
        assert not contests_waiting(team.officer).exists()
        with pytest.raises(NotYours):
            answer_draft(
                actor=team.officer, contest=contest.key, choice="a", value="", why="Không", seq=1
            )
    with acting(team.colleague):
        assert list(contests_waiting(team.colleague)) == [contest]


def test_where_there_is_no_colleague_the_decider_answers(settled, team) -> None:
    from sohotich.foundation.people.models import User

    User.objects.filter(key=team.colleague.key).update(is_active=False)
    contest = contested(team.second)
    assert answered(team.officer, contest, "a").state == ContestState.KEPT


def test_kept_changes_nothing_and_tells_why(settled, team) -> None:
    contest = contested(team.second)
    before = list(Record.objects.values())
    assert answered(team.colleague, contest, "a", why="Ảnh không có dấu sắc.").correction is None
    assert list(Record.objects.values()) == before
    start = signed_in(team.second).get(reverse("keying:start")).content.decode()
    assert "Có 1 câu trả lời mới" in start
    page = signed_in(team.second).get(reverse("keying:against")).content.decode()
    assert "Ảnh không có dấu sắc." in page
    assert team.colleague.name not in page
    again = signed_in(team.second).get(reverse("keying:start")).content.decode()
    assert "câu trả lời mới" not in again


def test_changed_corrects_with_its_reason_and_is_reviewed_again(settled, team) -> None:
    from sohotich.register.ledger.services import move

    move(actor=team.colleague, entry=settled, action="review")
    contest = contested(team.second)
    done = answered(team.colleague, contest, "b", why="Rõ dấu sắc.")
    record = Record.objects.get()
    assert record.values["nksHoTen"] == MINE
    correction = Reading.objects.get(pk=done.correction)
    assert (correction.reason, correction.by) == ("Rõ dấu sắc.", team.colleague.key)
    settled.refresh_from_db()
    assert settled.state == "agreed"
    assert done.final_choice == "b"
    assert Reading.objects.filter(kind="decision").get().choices == {"nksHoTen": "a"}
    with acting(team.colleague):
        assert answer_settle(actor=team.colleague, contest=contest.key) is False


def test_figures_follow_the_outcome(settled, team) -> None:
    def errors() -> dict[object, tuple[int, int]]:
        days = (date(2025, 1, 7), date(2025, 1, 7))
        counted = {row.keyer: row.errors for row in Tally.objects.filter(source=Source.DISPUTE)}
        return {
            who.key: (counted[who.key], sum(read.errors for _, read in
                                            read_by_day(who.key, ["09508"], *days)))
            for who in (team.first, team.second)
        }  # fmt: skip

    assert errors() == {team.first.key: (0, 0), team.second.key: (1, 1)}
    answered(team.colleague, contested(team.second), "b")
    assert errors() == {team.first.key: (1, 1), team.second.key: (0, 0)}


def test_another_value_makes_both_wrong(settled, team) -> None:
    done = answered(team.colleague, contested(team.second), "other", "NGUYỄN VĂN ÂN")
    assert done.final_choice == "other"
    assert Record.objects.get().values["nksHoTen"] == "NGUYỄN VĂN ÂN"


def test_the_screens_letters(settled, team) -> None:
    contest = contested(team.second)
    client = signed_in(team.colleague)
    data = client.get(reverse("keying:contest", args=[contest.key])).context["comparison"]
    (question,) = data["item"]["questions"]
    assert [question["a"]["value"], question["b"]["value"]] == [OTHER, MINE]
    assert data["item"]["agreed"] == [{"label": "Ý kiến", "value": SENTENCE}]
    urls = data["item"]["urls"]

    def post(url: str, **body: object):
        return client.post(url, json.dumps(body), content_type="application/json")

    assert post(urls["decide"], choice="B", value="", seq=1).status_code == 409, "no reason"
    said = post(urls["decide"], choice="B", value="", reason="Rõ.", seq=2)
    assert said.json() == {"stored": True}
    again = post(urls["decide"], choice="A", value="", reason="Rõ.", seq=2)
    assert again.json() == {"stored": False}
    assert post(urls["settle"]).json() == {"settled": True}
    assert post(data["ahead"]["url"], have=[]).json() == {"item": None}
    assert Contest.objects.get().state == ContestState.CHANGED


def test_nobody_else_sees_or_answers(settled, team, person) -> None:
    contest = contested(team.second)
    stranger = person("stranger", "cong_chuc_ho_tich", unit="09511")
    refused = {stranger: 404, team.officer: 404, team.first: 403, team.chair: 403}
    for actor, status in refused.items():
        client = signed_in(actor)
        assert client.get(reverse("keying:contest", args=[contest.key])).status_code == status
        settle = reverse("keying:contest-settle", args=[contest.key])
        assert client.post(settle, "{}", content_type="application/json").status_code == status
    with acting(stranger):
        assert not Contest.objects.exists()
    with acting(team.first):
        assert not Contest.objects.exists(), "the other keyer learns nothing"
