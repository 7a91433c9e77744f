"""Numbers and days as written, the menu, the clock, the built front end."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from sohotich.domain.workflow import FLAGS, STATES
from sohotich.foundation.pages import front_end, navigation, numbers
from sohotich.foundation.pages.clock_line import clock_line
from sohotich.foundation.pages.context import shell
from sohotich.foundation.pages.ledger_boxes import Box, ledger_boxes
from sohotich.foundation.pages.navigation import NavItem, lines_for, register
from sohotich.foundation.pages.states import badge
from sohotich.foundation.policies.services import set_value

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (numbers.grouped(327_822), "327.822"),
        (numbers.grouped(999), "999"),
        (numbers.share(432, 1000), "43,2 %"),
        (numbers.share(9_999, 10_000), "99,9 %"),
        (numbers.share(10, 10), "100,0 %"),
        (numbers.share(1, 0), "–"),
        (numbers.byte_size(742_000), "742 KB"),
        (numbers.byte_size(1_430_000), "1,4 MB"),
        (numbers.byte_size(999), "999 byte"),
        (numbers.day(date(2025, 1, 7)), "07/01/2025"),
        (numbers.day(None), ""),
        (numbers.register_day("04.1998"), "04/1998"),
        (numbers.duration(7500), "2 giờ 05"),
        (numbers.duration(59), "dưới 1 phút"),
        (numbers.duration(61), "2 phút"),
    ],
)
def test_figures_are_written_as_officials_write_them(value, words):
    assert value == words


def test_every_state_and_flag_has_a_badge_with_a_shipped_icon():
    icons = json.loads((ROOT / "frontend/icons.json").read_text(encoding="utf-8"))
    for code in (*STATES, *FLAGS):
        assert badge(code).icon in icons
        assert badge(code).words


def test_every_icon_named_anywhere_is_shipped():
    icons = json.loads((ROOT / "frontend/icons.json").read_text(encoding="utf-8"))
    named = re.compile(r"""\{% icon ["']([\w-]+)["']|icon_name="([\w-]+)\"""")
    pages = [*ROOT.glob("src/sohotich/**/templates/**/*.html")]
    used = {
        name
        for page in pages
        for pair in named.findall(page.read_text(encoding="utf-8"))
        for name in pair
        if name
    }
    assert used
    assert not used - set(icons)


def test_no_template_has_inline_style_or_script():
    inline = re.compile(r"""\sstyle=|<style|\son\w+=["']|<script(?![^>]*(src=|json))""")
    for page in ROOT.glob("src/sohotich/**/templates/**/*.html"):
        assert not inline.search(page.read_text(encoding="utf-8")), page


def test_only_the_tokens_name_colours():
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(")
    for sheet in (ROOT / "frontend/styles").rglob("*.scss"):
        if sheet.name not in {"tokens.scss", "_print.scss", "_vendor.scss"}:
            assert not raw.search(sheet.read_text(encoding="utf-8")), sheet


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def schemes() -> list[dict[str, str]]:
    text = (ROOT / "frontend/styles/tokens.scss").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for part in text.split("@media (prefers-color-scheme: dark)")
    )
    return [light, light | dark]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_reaches_aa(scheme):
    colours = schemes()[scheme]
    grounds = ("page", "surface", "sunken")
    for name in ("text", "text-2", "text-3", "action"):
        for ground in grounds:
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for tone in ("action", "doubt", "error", "done"):
        assert contrast(colours[tone], colours[f"{tone}-tint"]) >= 4.5, tone
        assert contrast(colours[tone], colours["surface"]) >= 4.5, tone
    assert contrast(colours["on-action"], colours["action"]) >= 4.5
    assert contrast(colours["border"], colours["surface"]) >= 3
    assert contrast(colours["border"], colours["page"]) >= 3


def test_digits_come_from_inter_and_letters_do_not():
    fonts = (ROOT / "frontend/styles/_fonts.scss").read_text(encoding="utf-8")
    assert "U+0030-0039" in fonts
    latin = re.search(r"\$latin: ([^;]+);", fonts)[1]
    spans = [span.strip().removeprefix("U+").split("-") for span in latin.split(",")]
    held = {
        code
        for span in spans
        for code in range(int(span[0], 16), int(span[-1], 16) + 1)
        if code < 0x80
    }
    assert held == set(range(0x80)) - set(range(0x30, 0x3A))


def test_first_view_and_next_views_are_light():
    """Compressed as served: the shell with its fonts and icons, then one island more."""

    def weight(address: str) -> int:
        path = front_end.BUILT / address.rsplit("/", 1)[-1]
        packed = path.with_name(f"{path.name}.br")
        return (packed if packed.exists() else path).stat().st_size

    def whole(entry: str) -> set[str]:
        found = front_end.assets(entry)
        return {found.script, *found.imports, *found.styles}

    fonts = {f"built/{path.name}" for path in front_end.BUILT.glob("*.woff2")}
    first = whole("shell") | fonts | {front_end.icons()}
    assert sum(map(weight, first)) <= 300_000
    for island in ("keying", "contact_sheet", "comparison"):
        assert sum(map(weight, whole(island) - whole("shell"))) <= 30_000, island


def test_entries_bring_scripts_and_styles():
    page = Template('{% load pages %}{% front_end_files "keying" %}').render(Context())
    assert re.search(r'<script type="module" src="/static/built/keying\.[0-9a-f]{12}\.js">', page)
    assert 'rel="stylesheet" href="/static/built/keying.' in page


def test_the_ledger_has_fifty_boxes_a_row_and_counts():
    found = ledger_boxes(Box(str(n), "missing" if n == 88 else "agreed", "") for n in range(1, 187))
    assert [len(row) for row in found.rows] == [50, 50, 50, 36]
    assert found.rows[1][0].number == "51"
    assert [(shown.words, count) for shown, count in found.legend][1] == ("Thiếu trong sổ", 1)
    assert found.rows[1][37].words == "Số 88: Thiếu trong sổ"


@pytest.fixture
def menu(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    register(NavItem("Việc chạy nền", "administration:jobs", "jobs", "job.view", 30))
    register(NavItem("Người dùng", "administration:people", "people", "people.manage", 10))
    register(NavItem("Không có", "nowhere", "book", "page.home", 1))
    register(
        NavItem("Tài khoản", "administration:account", "person", "page.home", 20, lambda actor: 7)
    )


def test_the_menu_holds_what_exists_and_what_the_person_may(menu, person):
    lines = lines_for(person("quet", "nguoi_quet"), "/viec-nen/abc/")
    assert [(line.item.name, line.count, line.current) for line in lines] == [
        ("Tài khoản", 7, False),
        ("Việc chạy nền", 0, True),
    ]


def test_the_clock_says_day_and_time_left(campaign):
    line = clock_line("commune")
    assert (line.day, line.days, line.days_left, line.report_at) == (7, 15, 8, "17:00")
    assert 7100 < line.seconds_left <= 7200
    assert line.words.startswith("Ngày 7/15 · còn 8 ngày · báo cáo lúc 17:00 (còn ")
    assert clock_line("province").report_at == "18:30"


@pytest.mark.django_db
def test_there_is_no_clock_without_a_campaign():
    assert clock_line("commune") is None


def test_no_report_is_announced_on_a_day_off(campaign, person) -> None:
    """Saturday 11/01/2025, where the province reports on working days alone."""
    office = person("so", "so_tu_phap", unit="27")
    given = {"from_date": date(2025, 1, 7), "reason": "12/QĐ-UBND"}
    set_value(actor=office, name="report.days", value="working", **given)
    assert clock_line("commune").report_at == "17:00"
    campaign.offset += timedelta(days=4)
    campaign.save()
    line = clock_line("commune")
    assert line.report_at == ""
    assert line.words == "Ngày 11/15 · còn 4 ngày"


def test_the_shell_knows_unit_and_role(person):
    request = RequestFactory().get("/")
    request.actor = person("lan", "cong_chuc_ho_tich")
    request.user = None
    found = shell(request)["shell"]
    assert found.role == "Công chức Tư pháp – Hộ tịch"
    assert "An Tập" in found.unit or found.unit
