"""The page of each register in each era, its confirmation for one book, and what it may lack."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.record_types import (
    RECORD_TYPES,
    BookForm,
    FormError,
    eras_of,
    form_for,
    form_of_era,
    record_type,
    with_abroad,
    with_overrides,
)
from sohotich.domain.schema import RecordType, Required
from tests.domain.facts import rows

_ERAS = [(kind.code, era.code) for kind in RECORD_TYPES for era in eras_of(kind.code)]
every_form = pytest.mark.parametrize(("code", "era"), _ERAS)


def _parts_all(form: BookForm, kind: RecordType) -> bool:
    return sorted((*form.shown, *form.folded, *form.hidden)) == sorted(kind.by_key)


@every_form
def test_a_form_parts_all_fields_and_shows_the_core(code: str, era: str) -> None:
    kind, form = record_type(code), form_of_era(code, era)
    assert _parts_all(form, kind)
    assert set(kind.core) <= set(form.shown)
    assert sorted(form.sections) == sorted(section.code for section in kind.sections)
    assert set(form.certainty) == set(kind.by_key)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)
def test_eras_follow_each_other_without_a_gap(kind: RecordType) -> None:
    eras = [era for era in eras_of(kind.code) if era.code != "S"]
    for before, after in pairwise(eras):
        assert before.until is not None
        assert after.since is not None
        assert (after.since - before.until).days == 1
    assert eras[-1].until is None


@pytest.mark.parametrize(
    ("code", "on", "era"),
    [  # three registers from the beginning, six more as notes of the birth book until ~1976
        ("KH", date(1950, 1, 1), "E0"),
        ("KT", date(1998, 12, 31), "E3"),
        ("KH", date(2006, 3, 31), "E4"),
        ("KH", date(2006, 4, 1), "E5"),
        ("CMC", date(1975, 12, 31), None),
        ("CMC", date(1976, 1, 1), "E3"),
        ("HN", date(2010, 5, 9), "E5"),
        ("GH", date(2010, 5, 10), "E6"),
        ("CN", date(2016, 1, 1), "E6"),
        ("TDCC", date(2016, 1, 2), "E7"),
        ("CDGH", date(2020, 7, 16), "E8"),
        ("GCLH", date(2016, 1, 1), None),
        ("GCLH", date(2016, 1, 2), "E7"),
    ],
)
def test_the_form_follows_the_day(code: str, on: date, era: str | None) -> None:
    form = form_for(code, on)
    assert form.era == era
    assert bool(form.basis)
    assert _parts_all(form, record_type(code))


@pytest.mark.parametrize(
    ("code", "era", "key", "certainty"),
    [  # forms by era, section 4
        ("KH", "E7", "ngayXacLapQuanHeHonNhan", "printed"),
        ("KH", "E4", "ngayXacLapQuanHeHonNhan", "notes"),
        ("KH", "E0", "chongDanToc", "unlikely"),
        ("KT", "E7", "nycQuanHe", "not_printed"),
        ("KT", "E1", "nktNgayChetGhiBangChu", "printed"),
        ("KT", "E7", "nktNoiCuTru", "unsure"),
        ("KT", "E6", "gbtLoai", "derived"),
        ("CMC", "E7", "quyetDinhSo", "not_printed"),
        ("CMC", "E5", "quyetDinhSo", "likely"),
        ("CMC", "E7", "loaiXacNhan", "printed"),
        ("HN", "E6", "nxnHoTen", "printed"),
        ("HN", "E7", "nycSoGiayToTuyThan", "not_printed"),
        ("GH", "E7", "ngh2HoTen", "unlikely"),
        ("GH", "E6", "ndghSoDinhDanh", "not_printed"),
        ("CDGH", "E7", "ghSoGiayChungNhan", "printed"),
        ("CN", "E6", "conNoiSinh", "not_printed"),
        ("CN", "E7", "coSoNuoiDuong", "printed"),
        ("TDCC", "E7", "thayDoiTu", "printed"),
        ("TDCC", "E4", "nghiepVuDK", "derived"),
        ("GCLH", "E7", "bqSo", "unsure"),
        ("KS", "E7", "nksSoDinhDanh", "printed"),
    ],
)
def test_certainty_of_single_lines(code: str, era: str, key: str, certainty: str) -> None:
    assert form_of_era(code, era).certainty[key] == certainty


@pytest.mark.parametrize("code", ["KS", "KH", "KT", "CMC", "GH", "CN"])
def test_an_entry_registered_abroad_has_its_own_lines(code: str) -> None:
    kind, form = record_type(code), form_for(code, date(2018, 1, 1))
    assert kind.abroad is not None
    assert set(kind.abroad.fields) <= set(form.hidden)
    told = with_abroad(form, kind)
    assert set(kind.abroad.fields) <= set(told.shown)
    assert _parts_all(told, kind)
    assert set(told.shown) - set(form.shown) == set(kind.abroad.fields)


def test_a_register_without_events_abroad_shows_none() -> None:
    form = form_for("HN", date(2018, 1, 1))
    assert with_abroad(form, record_type("HN")) is form


def test_the_page_of_2015_has_the_wife_and_the_guardian_first() -> None:
    # forms by era, section 3: printed order of the 2015 forms
    marriage = form_for("KH", date(2018, 1, 1)).sections
    assert marriage.index("vo") < marriage.index("chong")
    assert form_for("KH", date(2014, 1, 1)).sections.index("chong") == 1
    ward = form_for("GH", date(2018, 1, 1)).sections
    assert ward[1:4] == ("nguoi_giam_ho", "nguoi_giam_ho_2", "nguoi_duoc_giam_ho")


def test_printed_items_without_a_column_are_listed() -> None:
    assert form_for("CN", date(2018, 1, 1)).unkeyed == ("quan hệ của bên giao với trẻ",)
    assert form_for("TDCC", date(2018, 1, 1)).unkeyed == ("tên giấy tờ hộ tịch",)
    assert form_for("KH", date(1958, 1, 1)).unkeyed == ("người làm chứng (theo trường hợp)",)
    assert "nghề nghiệp cha mẹ" in form_for("KS", date(1980, 1, 1)).unkeyed


@pytest.mark.parametrize("row", rows("missing"), ids=lambda row: f"{row['type']}-{row['era']}")
def test_what_counts_as_missing_is_the_facts(row: dict[str, str]) -> None:
    form = form_of_era(row["type"], row["era"])
    counts, explained = row["counts"].split(), row["unless_case_explains"].split()
    # the notes stand printed on every page and are mostly empty: never missing
    assert form.counted == set(counts) | set(explained)
    if row["era"] == "E7":
        assert {key for key in form.counted if form.may_lack(key)} == set(explained)


def test_before_2016_only_the_core_counts_until_an_officer_confirms() -> None:
    kind, form = record_type("KH"), form_for("KH", date(2008, 1, 1))
    assert form.counted == {"so", "ngayDangKy", "chongHoTen", "voHoTen"}
    confirmed = with_overrides(form, kind, {"trangSo": "shown", "voDanToc": "hidden"})
    assert confirmed.confirmed
    assert {"quyenSo", "trangSo", "chongDanToc"} <= confirmed.counted
    assert "voDanToc" not in confirmed.counted
    # an unsure line that nobody spoke of stays unsure, the cover's place is no line of the page
    assert "ngayXacLapQuanHeHonNhan" not in confirmed.counted
    assert "noiDangKy" not in confirmed.counted
    assert "ghiChu" not in confirmed.counted


def test_a_line_the_form_never_had_is_not_missing() -> None:
    form = form_for("KT", date(2018, 1, 1))
    assert "nycQuanHe" not in form.counted
    unknown = form_for("CMC", date(1970, 1, 1))
    assert unknown.counted == set()


@pytest.mark.parametrize(
    ("key", "place", "words"),
    [
        ("khongCo", "shown", "Không có trường"),
        ("chongDanToc", "away", "không phải là cách hiện"),
        ("chongHoTen", "hidden", "luôn phải hiện"),
        ("ghiChu", "folded", "luôn phải hiện"),
    ],
)
def test_overrides_no_form_can_have_are_refused(key: str, place: str, words: str) -> None:
    with pytest.raises(FormError, match=words) as caught:
        with_overrides(form_for("KH", None), record_type("KH"), {key: place})
    assert caught.value.where == key


@st.composite
def overridden(draw: st.DrawFn) -> tuple[RecordType, BookForm, dict[str, str]]:
    code, era = draw(st.sampled_from(_ERAS))
    kind = record_type(code)
    free = [f.key for f in kind.fields if f.required is not Required.YES and f.key != kind.notes]
    chosen = draw(st.dictionaries(st.sampled_from(free), st.sampled_from(
        ["shown", "folded", "hidden"]), max_size=12))  # fmt: skip
    return kind, form_of_era(code, era), chosen


@given(overridden())
def test_overrides_are_obeyed_and_the_rest_stays(
    case: tuple[RecordType, BookForm, dict[str, str]],
) -> None:
    kind, form, chosen = case
    changed = with_overrides(form, kind, chosen)
    assert _parts_all(changed, kind)
    for key in kind.by_key:
        place = chosen.get(key)
        for name in ("shown", "folded", "hidden"):
            expected = place == name if place else key in getattr(form, name)
            assert (key in getattr(changed, name)) == expected
    assert with_overrides(changed, kind, chosen) == changed
    assert changed.counted <= set(changed.shown)
