"""Names of books, files and packages (domain facts §5): built, read back, never two alike."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sohotich.domain.naming import (
    BookName,
    EntryNumber,
    NamingError,
    PdfName,
    VolumeNumber,
    book_label,
    build_quyen_so,
    build_so,
    package_stem,
    parse_book_label,
    parse_package_stem,
    parse_pdf_name,
    parse_quyen_so,
    parse_so,
    pdf_name,
    propose_abbreviation,
)
from sohotich.domain.policies import POLICIES
from sohotich.domain.record_types import REGISTER_TYPES
from sohotich.domain.text import PartialDate

BOOK = BookName("KS", 1998, None, 2)
LONG_BOOK = BookName("KS", 2007, 2009, 1)


@st.composite
def books(draw: st.DrawFn) -> BookName:
    first = draw(st.integers(1800, 2099))
    last = draw(st.none() | st.integers(first, 2099))
    type_code = draw(st.sampled_from(list(REGISTER_TYPES)))
    return BookName(type_code, first, last, draw(st.integers(1, 999)), draw(st.integers(1, 12)))


@st.composite
def dates(draw: st.DrawFn) -> PartialDate | None:
    parts = (draw(st.integers(1850, 2099)), draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    size = draw(st.integers(0, 3))
    return PartialDate(*parts[:size]) if size else None


pdf_names = st.builds(
    PdfName,
    book=books(),
    date=dates(),
    number=st.integers(1, 99999),
    suffix=st.sampled_from(["", "bis", "ter", "a", "b"]),
    year=st.integers(1850, 2099),
    repeat=st.integers(1, 12),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (pdf_name(BOOK, PartialDate(1998, 5, 7), 41), "KS.1998.02.1998-05-07.041.pdf"),
        (pdf_name(BOOK, PartialDate(1998, 5, 7), 1041), "KS.1998.02.1998-05-07.1041.pdf"),
        (pdf_name(BOOK, PartialDate(1998, 5), 41), "KS.1998.02.1998-05-00.041.pdf"),
        (pdf_name(BOOK, PartialDate(1998), 41), "KS.1998.02.1998-00-00.041.pdf"),
        (pdf_name(BOOK, None, 41), "KS.1998.02.0000-00-00.041.pdf"),
        (pdf_name(BOOK, None, 41, "Bis"), "KS.1998.02.0000-00-00.041bis.pdf"),
        (pdf_name(BOOK, None, 41, "bis", repeat=2), "KS.1998.02.0000-00-00.041bis~2.pdf"),
        (pdf_name(LONG_BOOK, None, 41), "KS.2007-2009.01.0000-00-00.041.pdf"),
        (pdf_name(LONG_BOOK, None, 41, year=2008), "KS.2007-2009.01.0000-00-00.041-2008.pdf"),
        (pdf_name(LONG_BOOK, PartialDate(2008, 1, 2), 41), "KS.2007-2009.01.2008-01-02.041.pdf"),
        (
            pdf_name(BookName("KS", 1998, 1998, 1, 2), PartialDate(1998, 5, 7), 41),
            "KS.1998.01~2.1998-05-07.041.pdf",
        ),
        (pdf_name(BOOK, PartialDate(1998, 5, 7), 41, digits=5), "KS.1998.02.1998-05-07.00041.pdf"),
    ],
)
def test_pdf_name(name: str, expected: str) -> None:
    assert name == expected


@pytest.mark.parametrize(
    ("name", "book", "date", "number"),
    [
        # the examples of NT and TST
        ("KS.2017.01.2017-02-03.05.pdf", ("KS", 2017, None, 1), (2017, 2, 3), 5),
        ("KS.2017.01.2017-02-03.005.PDF", ("KS", 2017, None, 1), (2017, 2, 3), 5),
        ("CMC.2011.01.2009-02-23.004.pdf", ("CMC", 2011, None, 1), (2009, 2, 23), 4),
        ("HN.2000.01.2000-08-03.072.pdf", ("HN", 2000, None, 1), (2000, 8, 3), 72),
        ("KH.2007-2009.1.2008-08-03.72.pdf", ("KH", 2007, 2009, 1), (2008, 8, 3), 72),
    ],
)
def test_reads_names_met(
    name: str, book: tuple[str, int, int | None, int], date: tuple[int, int, int], number: int
) -> None:
    read = parse_pdf_name(name)
    assert read == PdfName(BookName(*book), PartialDate(*date), number, "", date[0])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("KS.2017.01.2017-02-03.null.pdf", "“null” ở phần số đăng ký"),
        ("KS.2017.Null.2017-02-03.05.pdf", "“null” ở phần số quyển"),
        ("KS.2017.01.2017-02-30.05.pdf", "Không có ngày 30 tháng 2 năm 2017"),
        ("KS.2017.01.03-02-2017.05.pdf", "ngày đăng ký “03-02-2017”"),
        ("KS.2017.01.2017-00-03.05.pdf", "thiếu tháng"),
        ("KS.2017.01.2017-02-03.0.pdf", "số đăng ký “0”"),
        ("KS.2017.01.2017-02-03.5.6.pdf", "không theo mẫu"),
        ("KS.2017.00.2017-02-03.05.pdf", "Số quyển “00”"),
        ("KS.17.01.2017-02-03.05.pdf", "Năm mở sổ “17”"),
        ("KS.2009-2007.01.2007-02-03.05.pdf", "ngược"),
        ("ks.2017.01.2017-02-03.05.pdf", "Loại sổ “ks”"),
        ("../KS.2017.01.2017-02-03.05.pdf", "không theo mẫu"),
        ("KS.2017.01.2017-02-03.05.xlsx", "<loại sổ>.<năm mở sổ>.<số quyển>"),
        ("", "không theo mẫu"),
    ],
)
def test_refuses_names(name: str, said: str) -> None:
    with pytest.raises(NamingError) as refusal:
        parse_pdf_name(name)
    assert said in refusal.value.message


@pytest.mark.parametrize(
    "pattern",
    [
        "{type}.{year}.{volume}.{date}.{number}",
        "{number}_{date}_{volume}_{year}_{type}",
        "Bac-Ninh {type} {year}.q{volume}.{date}.so {number}",
    ],
)
@given(name=pdf_names)
def test_names_read_back(pattern: str, name: PdfName) -> None:
    assert parse_pdf_name(name.text(pattern), pattern) == name


@given(pdf_names, pdf_names)
def test_two_entries_never_share_a_name(one: PdfName, other: PdfName) -> None:
    assume(one != other)
    assert one.text().casefold() != other.text().casefold()


@given(st.data(), books())
def test_entries_of_one_book_never_share_a_name(data: st.DataObject, book: BookName) -> None:
    """The ledger knows an entry by year, number, suffix and repeat, whatever its date."""
    few = st.tuples(
        st.integers(2007, 2009), st.integers(1, 2), st.sampled_from(["", "bis"]), st.integers(1, 2)
    )
    entries = data.draw(st.lists(few, unique=True, min_size=2, max_size=6))
    some_dates = st.sampled_from([None, PartialDate(2008), PartialDate(2008, 1, 2)])
    names = {
        pdf_name(book, data.draw(some_dates), number, suffix, year=year, repeat=repeat)
        for year, number, suffix, repeat in entries
    }
    assert len(names) == len(entries)


@pytest.mark.parametrize(
    "pattern",
    [
        "{type}.{year}.{volume}.{date}",
        "{type}.{year}.{volume}.{date}.{number}.{number}",
        "{type}{year}.{volume}.{date}.{number}",
        "{type}-{year}-{volume}-{date}-{number}",
        "{type}.{year}.{volume}.{date}.{number}/x",
        "{loai}.{year}.{volume}.{date}.{number}",
        "",
    ],
)
def test_refuses_patterns_that_would_not_read_back(pattern: str) -> None:
    with pytest.raises(NamingError, match="Mẫu tên tệp"):
        pdf_name(BOOK, None, 1, pattern=pattern)


def test_the_policy_is_the_default() -> None:
    assert pdf_name(BOOK, None, 1, pattern=POLICIES["naming.pdf_pattern"].default) == pdf_name(
        BOOK, None, 1
    )
    assert pdf_name(BOOK, None, 1, digits=POLICIES["naming.number_padding"].default) == pdf_name(
        BOOK, None, 1
    )


@pytest.mark.parametrize("suffix", ["bis!", "đ", "a1", "b-c", "x" * 9])
def test_refuses_suffixes_that_would_not_read_back(suffix: str) -> None:
    with pytest.raises(NamingError, match="Phần sau số"):
        pdf_name(BOOK, None, 1, suffix)


@pytest.mark.parametrize(
    "parts",
    [("K", 1998, None, 1), ("KS", 98, None, 1), ("KS", 1998, 1997, 1), ("KS", 1998, None, 0)],
)
def test_refuses_books(parts: tuple[str, int, int | None, int]) -> None:
    with pytest.raises(NamingError):
        BookName(*parts)


@pytest.mark.parametrize(("number", "repeat"), [(0, 1), (-1, 1), (100000, 1), (1, 0)])
def test_refuses_numbers(number: int, repeat: int) -> None:
    with pytest.raises(NamingError):
        pdf_name(BOOK, None, number, repeat=repeat)


def test_label() -> None:
    assert book_label("09508", "KS", 1998, None, 2) == "09508/KS.1998.02"
    assert book_label("09508", "KS", 1998, 1998, 2, twin=2) == "09508/KS.1998.02~2"
    assert book_label("09508", "KS", 2007, 2009, 1) == "09508/KS.2007-2009.01"
    assert parse_book_label("09508/KS.1998.2") == ("09508", BOOK)


@given(st.integers(0, 99999), books())
def test_labels_read_back(code: int, book: BookName) -> None:
    unit = f"{code:05d}"
    label = book_label(
        unit, book.type_code, book.year_from, book.year_to, book.volume, twin=book.twin
    )
    assert parse_book_label(label) == (unit, book)


@pytest.mark.parametrize(
    "label", ["KS.1998.02", "xã/KS.1998.02", "09508/KS.1998", "09508/KS.1998.02~0"]
)
def test_refuses_labels(label: str) -> None:
    with pytest.raises(NamingError):
        parse_book_label(label)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        # domain facts §5, worked example and TST's
        (package_stem("Xã An Tập", "hlt", "tbn", "KS", 1998, 2), "xaantap_hlt_tbn.KS.1998.02"),
        (
            package_stem("xã Lộc Thuận", "hbd", "tbt", "CMC", 2006, 1),
            "xalocthuan_hbd_tbt.CMC.2006.01",
        ),
        (
            package_stem("Phường Đáp Cầu", "", "tbn", "KS", 2007, 1, year_to=2009, twin=2),
            "phuongdapcau_tbn.KS.2007-2009.01~2",
        ),
    ],
)
def test_package_stem(stem: str, expected: str) -> None:
    assert stem == expected
    assert parse_package_stem(f"{stem}.zip") == parse_package_stem(stem)
    assert stem == "_".join(filter(None, parse_package_stem(stem)[:3])) + "." + (
        parse_package_stem(stem).book.text()
    )


@pytest.mark.parametrize("stem", ["xaantap.KS.1998.02", "Xã_hlt_tbn.KS.1998.02", "xaantap_hlt_tbn"])
def test_refuses_package_stems(stem: str) -> None:
    with pytest.raises(NamingError):
        parse_package_stem(stem)


def test_refuses_a_package_of_nowhere() -> None:
    with pytest.raises(NamingError, match="thiếu phần đơn vị"):
        package_stem("…", "hlt", "tbn", "KS", 1998, 2)


@pytest.mark.parametrize(
    ("unit", "proposed"),
    [
        ("Huyện Bình Đại", "hbd"),
        ("Tỉnh Bến Tre", "tbt"),
        ("Huyện Lương Tài", "hlt"),
        ("Tỉnh Bắc Ninh", "tbn"),
        ("Thành phố Từ Sơn", "tpts"),
        ("Thị xã Quế Võ", "txqv"),
    ],
)
def test_proposes_abbreviations(unit: str, proposed: str) -> None:
    assert propose_abbreviation(unit) == proposed
    assert proposed in {"hbd", "tbt", POLICIES["naming.province_abbreviation"].default} | set(
        POLICIES["naming.district_abbreviations"].default.values()
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("41/1998", EntryNumber(41, 1998)),
        ("01/2018", EntryNumber(1, 2018)),
        ("001/2018", EntryNumber(1, 2018)),
        ("41 bis / 1998", EntryNumber(41, 1998, "bis")),
        ("41A/1998", EntryNumber(41, 1998, "A")),
    ],
)
def test_so(text: str, read: EntryNumber) -> None:
    assert parse_so(text) == read
    assert parse_so(build_so(*read)) == read


def test_numbers_are_written_as_in_the_ministrys_sample() -> None:
    assert build_so(41, 1998) == "41/1998"
    assert build_so(1, 2018) == "01/2018"
    assert build_quyen_so(2, 1998) == build_quyen_so(2, 1998, 1998) == "02/1998"
    assert build_quyen_so(2, 2007, 2009) == "02/2007-2009"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Q02: no slash, nothing behind it
        ("41", "thiếu dấu /"),
        ("01/", "thiếu năm"),
        ("/1998", "phải là số"),
        ("41/98", "98"),
        ("41/2007-2009", "chỉ ghi một năm"),
        ("0/1998", "phải là số"),
        ("null/1998", "phải là số"),
    ],
)
def test_refuses_so(text: str, said: str) -> None:
    with pytest.raises(NamingError) as refusal:
        parse_so(text)
    assert said in refusal.value.message


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("02/1998", VolumeNumber(2, 1998)),
        ("2/1998", VolumeNumber(2, 1998)),
        ("02/2007-2009", VolumeNumber(2, 2007, 2009)),
    ],
)
def test_quyen_so(text: str, read: VolumeNumber) -> None:
    assert parse_quyen_so(text) == read
    assert parse_quyen_so(build_quyen_so(*read)) == read


@pytest.mark.parametrize("text", ["02", "02/", "A/1998", "02~2/1998", "02/2009-2007"])
def test_refuses_quyen_so(text: str) -> None:
    with pytest.raises(NamingError):
        parse_quyen_so(text)
