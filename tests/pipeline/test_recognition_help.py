"""What machines read: places proposed to be confirmed, hints told to the first keyer and kept by
nobody.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from django.apps import apps
from django.urls import reverse
from PIL import Image, ImageDraw

from sohotich.engines.recognition import readers as port
from sohotich.engines.recognition import tesseract, wheel
from sohotich.engines.recognition.digits import Hint
from sohotich.engines.recognition.tesseract import PrintUnread, Word
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.services import set_value
from sohotich.pipeline.keying import hints as hints_module
from sohotich.pipeline.keying import proposing
from sohotich.pipeline.keying.queues import SECOND
from sohotich.pipeline.keying.services import next_entry
from sohotich.register.images.models import EntryImage, FieldRegions
from sohotich.register.records.models import Reading
from sohotich.sample.world import pens
from tests.pipeline.screens import begin, key, signed_in

pytestmark = pytest.mark.django_db
BIRTH = {"nksNgaySinh": [0.1, 0.3, 0.5, 0.06]}
# Nobody on any page was born that day.
READ = "27.08.1931"
MACHINE = "Đọc Bởi Máy"


@pytest.fixture
def book(make_book, with_images, tmp_path):
    found = make_book(3)
    with_images(found, tmp_path)
    return found


@pytest.fixture
def province(person):
    def sets(name: str, value: object) -> None:
        actor = person(f"so{User.objects.count()}", "so_tu_phap", unit="27")
        set_value(actor=actor, name=name, value=value, from_date=campaign_today(), reason="thử")

    return sets


@pytest.fixture
def taught(team, book):
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    client.post(
        record["urls"]["regions"], json.dumps({"regions": BIRTH}), content_type="application/json"
    )
    return client, client.get(reverse("keying:reading", args=[record["reading"]])).context[
        "keying"
    ]["record"]


@pytest.fixture
def machine(monkeypatch):
    """A reader of digits that always reads the same day; how often it was asked."""
    asked = []

    def read(pixels, kind):
        asked.append(kind)
        return Hint(READ, 0.8)

    monkeypatch.setattr("sohotich.engines.recognition.digits.read_digits", read)
    monkeypatch.setattr("sohotich.engines.recognition.wheel.is_there", lambda: True)
    return asked


def wanted(province, value="digits"):
    province("recognition.hints", value)


def hints_of(client, reading):
    return client.get(reverse("keying:hints", args=[reading]))


def test_hints_are_off_until_the_province_wants_them(taught, machine):
    client, record = taught
    assert "hints" not in record["urls"]
    assert hints_of(client, record["reading"]).json() == {"hints": {}}
    assert machine == []


def test_the_first_keyer_is_told_what_is_read_and_how_sure_it_is(taught, machine, province):
    wanted(province)
    client, record = taught
    answer = hints_of(client, record["reading"])
    assert answer.json() == {"hints": {"nksNgaySinh": {"value": READ, "sure": 0.8}}}
    assert answer["Cache-Control"] == "private, no-store"
    again = client.get(reverse("keying:reading", args=[record["reading"]])).context["keying"]
    assert again["record"]["urls"]["hints"]
    opened = AuditEntry.objects.filter(action="file.read", purpose="hints")
    assert opened.count() == 1


def test_a_second_keyer_is_never_told(taught, team, machine, province):
    """Fails as soon as a second reading's page, its data or its address brings a hint."""
    wanted(province)
    client, record = taught
    assert hints_of(client, record["reading"]).json()["hints"]
    key(client, record, {"nksHoTen": "Trần Văn An", "nksNgaySinh": "01.02.1975"})
    with acting(team.second):
        second = next_entry(actor=team.second, queue=SECOND).reading
    assert (second.slot, second.entry_id) == (2, Reading.objects.get(pk=record["reading"]).entry_id)
    other = signed_in(team.second)
    response = other.get(reverse("keying:reading", args=[second.key]))
    theirs = response.context["keying"]["record"]
    machine.clear()
    assert "hints" not in theirs["urls"]
    assert hints_of(other, theirs["reading"]).json() == {"hints": {}}
    assert machine == []
    whole = response.content.decode() + json.dumps(theirs)
    lease = other.get(reverse("keying:record", args=[theirs["reading"]])).content.decode()
    for text in (READ, READ.replace(".", "/"), "hints"):
        assert text not in whole + lease
    # Nor by the first reading's address.
    assert hints_of(other, record["reading"]).status_code == 404


def test_the_first_keyers_own_day_is_over_when_the_reading_is(taught, machine, province):
    wanted(province)
    client, record = taught
    key(client, record, {"nksNgaySinh": "01.02.1975"})
    assert hints_of(client, record["reading"]).status_code == 403
    assert machine == []


def test_a_hint_is_written_nowhere(taught, machine, province):
    """Fails as soon as any row of the database or file of the store holds what was read."""
    wanted(province)
    client, record = taught
    assert READ in hints_of(client, record["reading"]).content.decode()
    for model in apps.get_models():
        for row in model._default_manager.values():
            assert READ not in str(row), model.__name__
    reading = Reading.objects.get(pk=record["reading"])
    assert "nksNgaySinh" not in reading.values | reading.sequence


@pytest.fixture
def answering(monkeypatch):
    """A reader of handwriting chosen by the province, answering as told."""

    class Fake:
        name = "thu"
        answer: object = {}
        asked: list[str]

        def read(self, type_code, fields):
            self.asked = [one.key for one in fields]
            assert all(one.jpeg.startswith(b"\xff\xd8") for one in fields)
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

    fake = Fake()
    monkeypatch.setattr(hints_module, "chosen_reader", lambda: fake)
    monkeypatch.setattr("sohotich.engines.recognition.wheel.is_there", lambda: False)
    return fake


def test_a_reader_of_handwriting_is_asked_only_where_the_policy_names_it(
    taught, answering, province
):
    client, record = taught
    answering.answer = {"nksNgaySinh": {"value": "27/8/1931", "confidence": 0.4}}
    wanted(province)
    assert hints_of(client, record["reading"]).json()["hints"] == {}
    wanted(province, "all")
    told = hints_of(client, record["reading"]).json()["hints"]
    assert told == {"nksNgaySinh": {"value": READ, "sure": 0.4}}
    assert answering.asked == ["nksNgaySinh"]


@pytest.mark.parametrize(
    "answer",
    [
        port.ReaderError("Máy đọc trả lời quá lâu."),
        {"nksHoTen": {"value": MACHINE, "confidence": 1}},  # not asked for
        {"nksNgaySinh": {"value": "32.13.1998", "confidence": 1}},
        "no answer",
    ],
)
def test_a_reader_that_fails_or_invents_gives_no_hint(taught, answering, province, answer):
    wanted(province, "all")
    client, record = taught
    answering.answer = answer
    assert hints_of(client, record["reading"]).json() == {"hints": {}}


def printed() -> list[Word]:
    """The label of the name where Tesseract would find it on a picture of 1000 × 1400."""
    lines = (("Họ và tên:", 300), ("Dân tộc:", 350), ("Nơi sinh:", 400))
    words = []
    for line, base in lines:
        x = 100
        for text in line.split():
            words.append(Word(text, (x, base - 22, x + 14 * len(text), base), 0.9))
            x += 14 * len(text) + 12
    return words


def proposed(client, record):
    return client.post(record["urls"]["proposed"], "{}", content_type="application/json")


def test_places_are_proposed_by_the_printed_labels_and_nothing_is_kept(team, book, monkeypatch):
    monkeypatch.setattr(tesseract, "absent_words", lambda: "")
    monkeypatch.setattr(tesseract, "read_print", lambda pixels: printed())
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    answer = proposed(client, record).json()
    assert answer["words"] == ""
    name = answer["places"]["nksHoTen"]
    assert set(name) == {"x", "y", "w", "h", "sure"}
    assert 0 < name["sure"] <= 1
    assert not FieldRegions.objects.exists()
    assert AuditEntry.objects.filter(action="file.read", purpose="regions").count() == 1
    # Confirmed, it passes the same door as what is drawn by hand.
    kept = {"nksHoTen": [name[side] for side in "xywh"]}
    client.post(
        record["urls"]["regions"], json.dumps({"regions": kept}), content_type="application/json"
    )
    assert FieldRegions.objects.get().regions.keys() == {"nksHoTen"}


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (lambda pixels: [], proposing.NONE_FOUND),
        (PrintUnread("Đọc chữ in trên ảnh này quá lâu nên đã dừng."), "quá lâu"),
    ],
)
def test_why_there_is_no_proposal_is_said_in_plain_words(team, book, monkeypatch, reader, words):
    def read(pixels):
        if isinstance(reader, Exception):
            raise reader
        return reader(pixels)

    monkeypatch.setattr(tesseract, "absent_words", lambda: "")
    monkeypatch.setattr(tesseract, "read_print", read)
    client = signed_in(team.first)
    answer = proposed(client, begin(client, book)["record"]).json()
    assert answer["places"] == {}
    assert words in answer["words"]


def test_a_machine_without_the_reader_of_print_opens_no_picture(team, book, monkeypatch):
    monkeypatch.setattr(tesseract, "absent_words", lambda: "Máy chủ này chưa có chương trình.")
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    before = AuditEntry.objects.filter(purpose="regions").count()
    assert "chưa có" in proposed(client, record).json()["words"]
    assert AuditEntry.objects.filter(purpose="regions").count() == before
    EntryImage.objects.update(view=None)
    assert proposed(client, record).json()["words"] == proposing.NO_PICTURE


def test_only_who_holds_the_registration_is_answered(team, book):
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    assert proposed(signed_in(team.second), record).status_code == 404


@pytest.mark.skipif(not wheel.is_there(), reason="extra `recognition` not installed")
def test_a_day_on_the_picture_is_read_for_real(taught, province):
    wanted(province)
    client, record = taught
    picture = Image.new("RGB", (1000, 1400), (240, 236, 226))
    draw = ImageDraw.Draw(picture)
    draw.text((130, 470), "27/08/1931", (30, 40, 90), pens.font("hand-06", 60), anchor="ls")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    image = EntryImage.objects.get(entry__readings__pk=record["reading"])
    Path(blob_path(image.view.sha256)).write_bytes(out.getvalue())
    assert np.asarray(picture).shape == (1400, 1000, 3)
    assert hints_of(client, record["reading"]).json()["hints"]["nksNgaySinh"]["value"] == READ
