"""Where the fields of a book stand on its pictures: shown once, used for every number."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from sohotich.foundation.people.acting import acting
from sohotich.register.images.field_regions import place_of
from sohotich.register.images.models import EntryImage, FieldRegions
from tests.pipeline.screens import begin, fields_of, post, signed_in

pytestmark = pytest.mark.django_db
PAGE = {"page": "0193a3b6-0000-7000-8000-000000000000"}
NAME, BIRTH = [0.1, 0.2, 0.5, 0.05], [0.1, 0.3, 0.4, 0.05]


@pytest.fixture
def book(make_book, with_images, tmp_path):
    found = make_book(3)
    with_images(found, tmp_path)
    return found


def teach(client, record, regions):
    return client.post(
        record["urls"]["regions"], json.dumps({"regions": regions}), content_type="application/json"
    )


def reading_of(record):
    return record["reading"]


def region_of(record, field):
    return fields_of(record)[field]["region"]


def test_what_one_showed_serves_every_number_of_the_book_at_once(team, book, key_entry):
    key_entry(team.second)
    client = signed_in(team.first)
    page = begin(client, book)
    assert page["mayTeach"]
    assert page["record"]["regionsVersion"] == 0
    assert region_of(page["record"], "nksHoTen") is None
    answer = teach(client, page["record"], {"nksHoTen": NAME, "nksNgaySinh": BIRTH})
    assert answer.json()["version"] == 1
    have = {"have": [reading_of(page["record"])]}
    following = post(client, "ahead", have, so=book.key).json()["item"]
    place = {"page": 0, "x": 0.1, "y": 0.2, "w": 0.5, "h": 0.05}
    assert region_of(following, "nksHoTen") == place
    assert following["regionsVersion"] == 1
    other = begin(signed_in(team.officer), book)["record"]
    assert region_of(other, "nksNgaySinh")["y"] == 0.3


def test_each_correction_is_a_version_and_the_same_again_is_none(team, book):
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    for regions, version in (({"nksHoTen": NAME}, 1), ({"nksHoTen": NAME}, 1), ({}, 2)):
        assert teach(client, record, regions).json()["version"] == version
    assert [row.regions for row in FieldRegions.objects.order_by("version")] == [
        {"nksHoTen": NAME},
        {},
    ]
    again = client.get(reverse("keying:reading", args=[reading_of(record)])).context["keying"]
    assert region_of(again["record"], "nksHoTen") is None


@pytest.mark.parametrize(
    "regions",
    [
        {"khongCo": NAME},
        {"nksHoTen": [0.9, 0.2, 0.5, 0.05]},
        {"nksHoTen": [0.1, 0.2, 0.0, 0.05]},
        {"nksHoTen": [True, 0.2, 0.5, 0.05]},
        {"nksHoTen": "0.1"},
        [NAME],
    ],
)
def test_what_is_no_place_on_the_picture_is_refused(team, book, regions):
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    assert teach(client, record, regions).status_code == 400
    assert not FieldRegions.objects.exists()


TOP, BOTTOM = [0, 0, 1, 0.5], [0, 0.5, 1, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"box": TOP, "order": 1}, {"box": BOTTOM, "order": 1}),
        ({"box": TOP, "order": 1}, {"box": TOP, "order": 2}),
    ],
)
def test_another_half_or_side_of_the_gutter_is_shown_apart(team, book, first, second):
    EntryImage.objects.filter(entry__number=1).update(regions=[PAGE | first])
    EntryImage.objects.filter(entry__number=2).update(regions=[PAGE | second])
    client = signed_in(team.first)
    page = begin(client, book)
    teach(client, page["record"], {"nksHoTen": NAME})
    have = {"have": [reading_of(page["record"])]}
    other = post(client, "ahead", have, so=book.key).json()["item"]
    assert (other["regionsVersion"], region_of(other, "nksHoTen")) == (0, None)
    assert other["regionsPlace"] != page["record"]["regionsPlace"]
    teach(client, other, {"nksHoTen": BIRTH})
    assert list(FieldRegions.objects.values_list("version", flat=True)) == [1, 1]
    again = client.get(reverse("keying:reading", args=[reading_of(page["record"])]))
    assert region_of(again.context["keying"]["record"], "nksHoTen")["y"] == 0.2


@pytest.mark.parametrize(
    ("orders", "layout", "place"),
    [([3], "two", "ot"), ([4], "two", "et"), ([4], "rows", "en"), ([3, 4], "one", "ot+et")],
)
def test_the_side_of_the_gutter_is_told_by_the_order_of_the_images(orders, layout, place):
    image = EntryImage(regions=[{"box": TOP, "order": order} for order in orders])
    assert place_of(image, layout) == place


@pytest.mark.parametrize(("layout", "box"), [("spread", [0, 0, 1, 1]), ("leaves", [0, 0, 0.5, 1])])
def test_an_image_of_both_leaves_has_no_side(layout, box):
    places = {place_of(EntryImage(regions=[{"box": box, "order": n}]), layout) for n in (1, 2)}
    assert len(places) == 1


@pytest.mark.parametrize(
    ("boxes", "layout", "place"),
    [
        ([], "one", ""),
        ([[0, 0, 1, 1]], "one", ""),
        ([[0, 0, 1, 0.48]], "two", "t"),
        ([[0, 0.5, 1, 1]], "two", "b"),
        ([[0.02, 0, 0.5, 1]], "leaves", "l"),
        ([[0.5, 0, 1, 1]], "leaves", "r"),
        ([[0, 0.3, 1, 0.4]], "rows", "n"),
        ([[0, 0.8, 1, 1], [0, 0, 1, 0.2]], "two", "b+t"),
    ],
)
def test_the_place_is_where_the_registration_was_cut(boxes, layout, place):
    image = EntryImage(regions=[{"box": box} for box in boxes])
    assert place_of(image, layout) == place


def test_one_who_lost_the_registration_shows_nothing_any_more(team, book):
    from sohotich.foundation.worklists.models import WorkItem

    client = signed_in(team.first)
    record = begin(client, book)["record"]
    WorkItem.objects.filter(claimed_by__isnull=False).update(
        claimed_until="2020-01-01T00:00:00+00:00"
    )
    assert teach(client, record, {"nksHoTen": NAME}).status_code == 400


def test_the_log_knows_who_showed_them(team, book):
    from sohotich.foundation.audit.models import AuditEntry

    client = signed_in(team.first)
    teach(client, begin(client, book)["record"], {"nksHoTen": NAME})
    with acting(team.chair):
        entry = AuditEntry.objects.get(action="book.regions")
    assert (entry.actor_key, entry.facts["fields"]) == (team.first.key, 1)


def test_only_those_who_may_key_there_show(team, book, person):
    record = begin(signed_in(team.first), book)["record"]
    stranger = person("stranger", "nguoi_nhap_lieu", unit="09511")
    for other in (stranger, team.second, team.scanner):
        assert teach(signed_in(other), record, {"nksHoTen": NAME}).status_code in (403, 404)
