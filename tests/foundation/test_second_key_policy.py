"""The table of second keyings on its screen: figures before it is decided, and nothing decided by
looking at them.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.domain.second_key import NAMED, Table
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.models import PolicyOverride
from sohotich.foundation.policies.second_key import in_force
from sohotich.foundation.policies.services import value

pytestmark = pytest.mark.django_db
NAME = "keying.second_key_table"


@pytest.fixture
def page(client, person):
    actor = person("so.tu.phap", "so_tu_phap", unit="27")
    client.force_login(User.objects.get(key=actor.key))
    return client


def _address() -> str:
    return reverse("administration:policy", args=[NAME])


def test_tables_stand_beside_each_other_with_error_looks_and_days(page) -> None:
    said = page.get(_address()).content.decode()
    for named in NAMED.values():
        assert f"{named.title[:1].upper()}{named.title[1:]}" in said
    assert "Chưa có số đo của người nhập nào" in said
    for words in ("Lỗi còn lại", "Lượt một trường", "Ngày công", "Tính thử", "mọi loại"):
        assert words in said


def test_one_begins_with_a_named_table(page) -> None:
    said = page.get(_address(), {"bang": "loi-2"}).content.decode()
    assert "lỗi của người nhập từ" in said
    assert "Bảng vừa soạn" in said
    assert page.get(_address(), {"bang": "khong-co"}).status_code == 200


def test_the_words_of_each_column_stand_under_the_text(page) -> None:
    said = page.get(_address()).content.decode()
    assert "Thì: nhận, người khác xem, nhập lần hai." in said
    assert "Ảnh từ: – (không xét), dễ đọc, cần xem, quét lại." in said


def test_trying_a_table_decides_nothing(page) -> None:
    text = NAMED["loi-2"].table.text()
    tried = page.post(_address(), {"value": text, "tinh_thu": "1", "reason": "Công văn 12"})
    said = tried.content.decode()
    assert tried.status_code == 200
    assert "Bảng vừa soạn" in said
    assert "Công văn 12" in said
    assert not PolicyOverride.objects.exists()


def test_a_table_that_is_none_is_told_by_row_and_column(page) -> None:
    wrong = NAMED["loi-2"].table.text() + "\nhọ | – | – | – | – | nhận"
    tried = page.post(_address(), {"value": wrong, "tinh_thu": "1"})
    assert tried.status_code == 422
    assert "cột “loại trường”" in tried.content.decode()
    decided = page.post(_address(), {"value": wrong, "from_date": "2025-01-07", "reason": "x"})
    assert "cột “loại trường”" in decided.content.decode()
    assert not PolicyOverride.objects.exists()


def test_a_decided_table_serves_once_the_province_goes_by_risk(page) -> None:
    table = NAMED["loi-1"].table
    said = {"from_date": "2025-01-07", "reason": "Công văn 12/STP"}
    page.post(_address(), {**said, "value": table.text()})
    assert Table.parse(str(value(NAME))) == table
    assert in_force() == Table.default()
    way = reverse("administration:policy", args=["keying.second_key"])
    page.post(way, {**said, "value": "risk"})
    assert in_force() == table


def test_who_may_only_look_tries_nothing(client, person) -> None:
    client.force_login(User.objects.get(key=person("chu.tich", "chu_tich").key))
    assert client.get(_address()).status_code == 200
    tried = client.post(_address(), {"value": NAMED["loi-2"].table.text(), "tinh_thu": "1"})
    assert tried.status_code == 403
