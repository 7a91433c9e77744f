"""Lực lượng, máy móc in a browser: every page, wide and narrow, with many rows."""

from __future__ import annotations

from datetime import date

import pytest

from sohotich.foundation.people.actors import actor_by_username
from sohotich.foundation.people.models import User
from sohotich.oversight.staffing.models import Helper, Machine
from sohotich.sample.load.force import force_bring
from sohotich.sample.load.staff import Staff
from tests.browser.test_look import SIZES, violations

pytestmark = pytest.mark.django_db(transaction=True)
HERE, DAY = "09508", date(2025, 1, 7)


@pytest.fixture
def officer(person):
    """The officer of a commune with its task force, machines and sixty more helpers."""
    roles = ("nguoi_quet", "nguoi_nhap_lieu", "nguoi_nhap_lieu", "cong_chuc_ho_tich", "chu_tich")
    for number, role in enumerate(roles):
        person(f"nguoi{number}", role)
    User.objects.update(full_name="Trần Thị Mai Hương")
    scanner, first, second, officer, chair = (actor_by_username(f"nguoi{n}") for n in range(5))
    staff = Staff(scanner, (first, second), officer, officer, chair)
    force_bring(HERE, staff, 1, DAY)
    Helper.objects.bulk_create(
        Helper(
            unit_code=HERE,
            full_name=f"Nguyễn Thị Thanh Mẫu {number}",
            organisation="hoc_sinh",
            place="Trường Trung học phổ thông Lương Tài, lớp 12A1",
            task="nhap",
            first_day=DAY,
            last_day=DAY,
            shift_codes="sang chieu toi",
        )
        for number in range(60)
    )
    return officer


def addresses() -> dict[str, str]:
    unit = f"/luc-luong/{HERE}/"
    helper = Helper.objects.filter(user__isnull=False).first()
    broken = Machine.objects.filter(kind="may_scan").first()
    return {
        "unit": unit,
        "team": f"{unit}to-cong-tac/",
        "member": f"{unit}to-cong-tac/them/",
        "helpers": f"{unit}nguoi-huy-dong/",
        "helper": f"/luc-luong/nguoi/{helper.pk}/",
        "sheet": f"{unit}nguoi-huy-dong/bang/",
        "shifts": f"{unit}ca/?ghi={helper.pk}.sang",
        "hours": f"{unit}ca/gio-cong/",
        "machines": f"{unit}may-moc/",
        "machine": f"/luc-luong/may/{broken.pk}/",
    }


@pytest.mark.parametrize("size", ["1366", "390"])
def test_nothing_scrolls_sideways_or_shuts_anybody_out(
    size, officer, person, new_context, watched, sign_in, picture
) -> None:
    width, height = SIZES[size]
    context = new_context(width, height, dark=size == "390")
    sign_in(context, officer)
    page = watched(context.new_page())
    for name, address in addresses().items():
        look(page, address, picture, f"staffing-{name}-{size}", width)
    sign_in(context, person("so", "so_tu_phap", unit="27"))
    look(page, "/luc-luong/27/", picture, f"staffing-province-{size}", width)
    look(page, "/luc-luong/27/may-moc/", picture, f"staffing-province-machines-{size}", width)


def look(page, address: str, picture, name: str, width: int) -> None:
    page.goto(address)
    picture(page, name, full=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if width > 1000:
        assert not violations(page), name
