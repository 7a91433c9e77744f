"""A registration beside the others of its book, by what its keyer may know of them."""

from __future__ import annotations

import json

import pytest

from sohotich.domain.record_types import record_type
from sohotich.domain.rules import Neighbour, Place, check_in_book
from tests.pipeline.conftest import VALUES
from tests.pipeline.screens import begin, key, signed_in

KS, KH = record_type("KS"), record_type("KH")
DAY = "ngayDangKy"


def rules(kind, values, place, marks=None):
    return [(one.rule, one.field) for one in check_in_book(kind, values, marks or {}, place)]


def on(day, label="40"):
    return Neighbour(label, {DAY: day})


@pytest.mark.parametrize(
    ("values", "place", "expected"),
    [
        ({"so": "41/1998"}, Place("41/1998"), []),
        ({"so": "041/1998"}, Place("41/1998"), []),
        ({"so": "14/1998"}, Place("41/1998"), [("Q06-place", "so")]),
        ({"so": "bốn mốt"}, Place("41/1998"), []),
        ({DAY: "07.05.1998"}, Place("", on("09.05.1998")), [("Q09-book-before", DAY)]),
        ({DAY: "09.05.1998"}, Place("", on("09.05.1998")), []),
        ({DAY: "05.1998"}, Place("", on("09.05.1998")), []),
        ({DAY: "10.05.1998"}, Place("", None, on("09.05.1998")), [("Q09-book-after", DAY)]),
        ({DAY: "không rõ"}, Place("", on("09.05.1998"), on("01.01.1990")), []),
    ],
)
def test_number_and_day_follow_the_others(values, place, expected):
    assert rules(KS, values, place) == expected
    vouched = {field: "as_written" for _, field in expected}
    assert rules(KS, values, place, vouched) == []


def test_the_message_names_the_other_number():
    found = check_in_book(KS, {DAY: "07.05.1998"}, {}, Place("", on("09.05.1998")))[0]
    assert "sớm hơn số 40 (09/05/1998)" in found.message


def test_the_same_child_twice_is_told_and_namesakes_are_not():
    child = {"nksHoTen": "NGUYỄN VĂN AN", "nksNgaySinh": "01.05.1998"}
    again = {**child, "nksHoTen": "Nguyễn  Văn An"}
    alike = Place(
        "", alike=(Neighbour("12", again), Neighbour("13", {**child, "nksHoTen": "VŨ AN"}))
    )
    found = check_in_book(KS, child, {}, alike)
    assert [(one.rule, one.field) for one in found] == [("Q26-book", "nksHoTen")]
    assert "với số 12 của" in found[0].message
    year = {**child, "nksNgaySinh": "1998"}
    assert rules(KS, year, Place("", alike=(Neighbour("12", year),))) == []


def test_papers_are_asked_for_more_than_once():
    papers = record_type("HN")
    person = papers.principals[0]
    values = {person.name_field: "VŨ AN", person.birth_field: "01.05.1970"}
    assert rules(papers, values, Place("", alike=(Neighbour("12", values),))) == []


def ask(client, record, values, marks=None):
    return client.post(
        record["urls"]["inBook"],
        json.dumps({"values": values, "marks": marks or {}}),
        content_type="application/json",
    )


def found_on(client, record, values, marks=None):
    said = ask(client, record, values, marks).json()["findings"]
    assert said.keys() == {"so", DAY, "nksHoTen", "nksNgaySinh"}
    return {(one["rule"], field) for field, some in said.items() for one in some}


TWIN = {"nksHoTen": VALUES["nksHoTen"], "nksNgaySinh": VALUES["nksNgaySinh"]}


@pytest.fixture
def book(make_book, with_images, tmp_path):
    found = make_book(3)
    with_images(found, tmp_path)
    return found


@pytest.mark.django_db
def test_a_keyer_knows_what_they_read_and_nobody_else_does_until_it_is_agreed(team, book):
    own = {**VALUES, DAY: "09.05.1998"}
    first = signed_in(team.first)
    key(first, begin(first, book)["record"], own)
    following = begin(first, book)["record"]
    early = {**TWIN, DAY: "07.05.1998"}
    both = {("Q09-book-before", DAY), ("Q26-book", "nksHoTen")}
    assert found_on(first, following, early) == both
    assert found_on(first, following, early, {DAY: "as_written", "nksHoTen": "as_written"}) == set()
    # The colleague keys number 1 a second time, then number 3, knowing only what is their own.
    second = signed_in(team.second)
    other = begin(second, book)["record"]
    assert found_on(second, other, early) == set(), "the other reading of the same number"
    key(second, other, {**own, "meHoTen": "TRẦN THỊ BÍNH"})
    third = begin(second, book)["record"]
    assert third["number"] == "3"
    assert found_on(second, third, early) == both, "their own reading, in dispute or not"
    officer = signed_in(team.officer)
    from sohotich.foundation.people.acting import acting
    from sohotich.pipeline.keying.holding import all_put_down

    with acting(team.first):
        all_put_down(actor=team.first)
    read = begin(officer, book)["record"]
    assert read["number"] == "2"
    assert found_on(officer, read, early) == set(), "disputed, and none of the officer's"


@pytest.mark.django_db
def test_what_is_agreed_is_known_to_all_who_key_there(team, book):
    own = {**VALUES, DAY: "09.05.1998", "so": "01/1998", "quyenSo": "02/1998"}
    for actor in (team.first, team.second):
        client = signed_in(actor)
        key(client, begin(client, book)["record"], own)
    officer = signed_in(team.officer)
    record = begin(officer, book)["record"]
    assert found_on(officer, record, {**TWIN, DAY: "07.05.1998"}) == {
        ("Q09-book-before", DAY),
        ("Q26-book", "nksHoTen"),
    }
    assert found_on(officer, record, {"so": "01/1998"}) == {("Q06-place", "so")}


@pytest.mark.django_db
def test_it_is_asked_only_of_what_is_in_hand(team, book, person):
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    assert ask(client, record, {DAY: 7}).status_code == 400
    for other in (team.second, person("stranger", "nguoi_nhap_lieu", unit="09511")):
        assert ask(signed_in(other), record, {}).status_code == 404
    client.post("/nhap-lieu/tam-dung/")
    assert ask(client, record, {}).status_code == 403
