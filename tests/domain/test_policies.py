"""Policies: every default is allowed, every bound holds, every refusal says why."""

import re

import pytest

from sohotich.domain.policies import POLICIES, Kind, PolicyError, default, validate
from sohotich.domain.workflow import ROLES

LEGAL = re.compile(r"[a-z_]+\.[a-z_]+")


@pytest.mark.parametrize("name", POLICIES)
def test_each_row_is_complete_and_allows_its_default(name: str) -> None:
    policy = POLICIES[name]
    assert LEGAL.fullmatch(name)
    assert policy.title[0].isupper()
    assert policy.origin
    assert validate(name, policy.default) == policy.default
    if policy.kind in (Kind.INTEGER, Kind.DECIMAL):
        assert policy.minimum is not None
        assert policy.maximum is not None
        for outside in (policy.minimum - 1, policy.maximum + 1):
            with pytest.raises(PolicyError, match=re.escape(policy.title)):
                validate(name, int(outside) if policy.kind is Kind.INTEGER else outside)


def test_titles_do_not_repeat() -> None:
    assert len({policy.title for policy in POLICIES.values()}) == len(POLICIES)


@pytest.mark.parametrize(
    ("name", "value"),
    [  # PLAN: 100 KB per file; closing times; fifteen days
        ("scan.max_bytes", 100_000),
        ("report.commune_at", "17:00"),
        ("report.district_at", "18:00"),
        ("report.province_at", "18:30"),
        ("campaign.days", 15),
    ],
)
def test_the_plan_is_kept(name: str, value: object) -> None:
    assert default(name) == value


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("scan.max_bytes", "90000", 90_000),
        ("scan.legibility_loss_ok", "0,004", 0.004),
        ("scan.pdf_profile", "jpeg", "jpeg"),
        ("naming.province_abbreviation", " tbn ", "tbn"),
        ("naming.district_abbreviations", '{"264": "hlt"}', {"264": "hlt"}),
    ],
)
def test_reads_what_was_typed(name: str, typed: str, value: object) -> None:
    assert validate(name, typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("scan.max_bytes", "100.000", "số nguyên từ 20.000 đến 500.000 byte"),
        ("scan.max_bytes", True, "số nguyên"),
        ("scan.max_bytes", None, "số nguyên"),
        ("scan.legibility_loss_ok", "nan", "từ 0 đến 1"),
        ("scan.legibility_loss_ok", "nhiều", "từ 0 đến 1"),
        ("scan.legibility_loss_ok", [], "từ 0 đến 1"),
        ("scan.pdf_profile", "webp", "auto, jpeg"),
        ("report.commune_at", "24:00", "giờ dạng"),
        ("report.commune_at", "5 giờ chiều", "giờ dạng"),
        ("naming.province_abbreviation", "", "không để trống"),
        ("naming.province_abbreviation", "Tỉnh", "không dấu"),
        ("naming.pdf_pattern", "{type}.{number}", "{year}, {volume}, {date}"),
        ("naming.district_abbreviations", "{", "bảng mã"),
        ("naming.district_abbreviations", "[]", "bảng mã"),
        ("naming.district_abbreviations", {"264": "h lt"}, "mã “264”"),
        ("naming.district_abbreviations", {"Lương Tài": "hlt"}, "không nhận mã “Lương Tài”"),
        ("report.days_off", {"01/01/2025": "Tết"}, "không nhận mã “01/01/2025”"),
        ("people.totp_roles", {"Chủ tịch": "có"}, "không có “Chủ tịch” trong danh sách"),
        ("people.totp_roles", {"chu_tich": "1"}, "“có” hoặc “không”"),
        ("people.totp_roles", "có", "danh sách đánh dấu"),
        ("khong.co", 1, "khong.co"),
    ],
)
def test_refuses_in_words(name: str, typed: object, says: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(says)):
        validate(name, typed)


def test_who_signs_in_with_a_code_is_said_of_every_role() -> None:
    policy = POLICIES["people.totp_roles"]
    assert policy.choices == {code: role.title for code, role in ROLES.items()}
    said = validate("people.totp_roles", {"quan_tri": "có"})
    assert set(said) == set(ROLES)
    assert [role for role, asked in said.items() if asked == "có"] == ["quan_tri"]
