"""Tiến độ on the screen: from the province down to one registration, for whoever may see it."""

from __future__ import annotations

import html
import io
import re

import pytest
import python_calamine
from django.urls import reverse

from sohotich.oversight.facts.services import facts_rebuild
from sohotich.register.ledger.models import Entry
from tests.oversight.facts.histories import UNITS, store
from tests.oversight.facts.test_figures import KEYED, walk
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
HERE, THERE = UNITS
DISTRICT, PROVINCE = "264", "27"


@pytest.fixture
def worked(campaign):
    """Here three births: keyed on day 3 and returned on day 5, scanned, none; a marriage there."""
    back = walk(*KEYED, (5, "return_to_keying"))
    store(
        [
            (HERE, "KS", [back, walk((2, "attach_image")), ()]),
            (THERE, "KH", [walk(*KEYED, (4, "review"), (5, "approve"))]),
        ]
    )
    facts_rebuild()


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def unit(code: str, words: str = "") -> str:
    return reverse("facts:unit", args=[code]) + words


def behind(code: str, words: str) -> str:
    return reverse("facts:records", args=[code]) + words


def linked(answer, part: str) -> str:
    """The one address on the page that ends with `part`."""
    addresses = {
        html.unescape(one) for one in re.findall(r'href="([^"]*)"', answer.content.decode())
    }
    [found] = [one for one in addresses if one.endswith(part)]
    return found


def test_from_the_province_to_the_record_by_links_alone(worked, person, client) -> None:
    sign_in(client, person("so", "so_tu_phap", unit=PROVINCE))
    page = client.get(reverse("facts:progress"))
    said = text_of(page)
    assert "Tiến độ tỉnh Bắc Ninh" in said
    assert "Ngày thứ 7 của đợt, 07/01/2025" in said
    assert said.count("chưa triển khai") == 2
    assert "Chờ nhiều nhất: trước khâu “Đã nhập hai lần”, 2 trường hợp." in said
    page = client.get(linked(page, f"/{DISTRICT}/"))
    assert "Tiến độ huyện Lương Tài" in text_of(page)
    page = client.get(linked(page, f"/{HERE}/"))
    assert "Sổ của Xã An Tập" in text_of(page)
    book = Entry.objects.filter(unit_code=HERE).first().book
    page = client.get(linked(page, f"buoc=scanned&so={book.key}"))
    assert "Đã quét đến hết ngày 07/01/2025 · Xã An Tập" in text_of(page)
    first = Entry.objects.get(unit_code=HERE, number=1)
    assert client.get(linked(page, f"/{first.key}/")).status_code == 200


def test_any_day_is_shown_as_it_was(worked, person, client) -> None:
    sign_in(client, person("lan", "cong_chuc_ho_tich", unit=HERE))
    on_third = text_of(client.get(unit(HERE, "?ngay=2025-01-03")))
    assert "Ngày thứ 3 của đợt, 03/01/2025 (xem lại)" in on_third
    assert "Đã thống nhất 1" in on_third
    assert "Đã thống nhất 0" in text_of(client.get(unit(HERE)))
    came_back = text_of(client.get(unit(HERE, "?ngay=2025-01-05&tinh=ngay")))
    assert "Thay đổi trong ngày" in came_back
    assert "Đã thống nhất -1" in came_back
    assert "Bị trả lại 1" in came_back
    one = text_of(client.get(behind(HERE, "?ngay=2025-01-05&tinh=ngay&buoc=agreed")))
    assert "1 trường hợp" in one
    assert "lùi lại" in one
    for odd in ("?ngay=2024-12-01", "?ngay=xyz", "?ngay=2025-01-15", "?loai=XX&buoc=yy&so=1"):
        assert "Ngày thứ 7 của đợt" in text_of(client.get(unit(HERE, odd)))
        assert client.get(behind(HERE, odd)).status_code == 200


def test_books_types_and_the_workbook(worked, person, client) -> None:
    sign_in(client, person("so", "so_tu_phap", unit=PROVINCE))
    page = client.get(unit(PROVINCE, "?dem=so&loai=KH"))
    said = text_of(page)
    assert "Phải làm 1" in said
    assert "bỏ lọc loại sổ" in page.content.decode()
    book = client.get(unit(DISTRICT, "?loai=KS&xuat=xlsx"))
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    table = rows.get_sheet_by_index(0).to_python()
    [line] = [row for row in table if row[0] == "Xã An Tập"]
    assert [int(value) for value in line[1:10]] == [3, 2, 0, 0, 0, 0, 0, 0, 1]
    found = text_of(client.get(unit(DISTRICT, "?tim=an+tap&dem=so")))
    assert "Xã An Tập" in found
    assert 'name="dem" value="so"' in client.get(unit(DISTRICT, "?dem=so")).content.decode()


def test_each_sees_their_own_units(worked, person, client) -> None:
    sign_in(client, person("lan", "cong_chuc_ho_tich", unit=HERE))
    assert "Tiến độ xã An Tập" in text_of(client.get(reverse("facts:progress")))
    for address in (unit(THERE), unit(PROVINCE), unit("99999"), behind(THERE, "")):
        assert client.get(address).status_code == 404
    sign_in(client, person("hai", "nguoi_quet", unit=HERE))
    assert client.get(unit(HERE)).status_code == 200
    sign_in(client, person("nhap", "nguoi_nhap_lieu", unit=HERE))
    assert client.get(reverse("facts:progress")).status_code == 403


def test_whoever_follows_sees_figures_and_opens_nothing(worked, person, client) -> None:
    sign_in(client, person("ca", "cong_an_tinh", unit=PROVINCE))
    page = client.get(unit(HERE))
    assert "Vai trò của anh/chị xem số liệu theo đơn vị" in text_of(page)
    assert "KS.1998" not in page.content.decode()
    assert "truong-hop" not in page.content.decode()
    assert client.get(behind(HERE, "?buoc=scanned")).status_code == 403


def test_somebody_of_two_communes_chooses(worked, person, client) -> None:
    from sohotich.foundation.people.accounts import grant_role
    from sohotich.foundation.people.actors import service_actor
    from sohotich.foundation.people.models import User

    actor = person("hai", "cong_chuc_ho_tich", unit=HERE)
    grant_role(
        actor=service_actor("installer"),
        user=User.objects.get(key=actor.key),
        role="nguoi_quet",
        unit_code=THERE,
    )
    sign_in(client, actor)
    page = client.get(reverse("facts:progress"))
    assert "Tiến độ các đơn vị của anh/chị" in text_of(page)
    assert linked(page, f"/tien-do/{THERE}/")


def test_on_demand_the_figures_catch_up(worked, person, client) -> None:
    sign_in(client, person("lan", "cong_chuc_ho_tich", unit=HERE))
    store([(HERE, "KS", [(), ()])], first=7)
    assert "Phải làm 3" in text_of(client.get(unit(HERE)))
    answer = client.post(reverse("facts:refresh"), {"unit": HERE}, follow=True)
    assert answer.redirect_chain == [(unit(HERE), 302)]
    assert "Phải làm 5" in text_of(answer)
    assert client.post(reverse("facts:refresh"), {"unit": "../x"})["Location"].endswith("/tien-do/")


def test_without_a_campaign_the_page_says_what_to_do(person, campaign, client) -> None:
    sign_in(client, person("so", "so_tu_phap", unit=PROVINCE))
    campaign.delete()
    assert "Chưa đặt đợt số hóa" in text_of(client.get(reverse("facts:progress")))
