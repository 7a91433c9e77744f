"""Old encodings and stray letters: tables, round trips, and what is never touched."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sohotich.domain.text import (
    REPAIR_KINDS,
    Encoding,
    Hints,
    birth_year_from_age,
    decode,
    encode,
    font_encoding,
    is_syllable,
    nfc,
    propose_date,
    repair,
)
from sohotich.domain.text.legacy_tables import LETTERS_WITH_MARKS
from sohotich.domain.text.letters import LETTERS, TONE_OF

ENCODINGS: list[Encoding] = ["tcvn3", "vni", "viqr"]
_TEXT = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Đặng Bùi Đỗ Vũ Ngô Dương Lý Thị Văn Đình Quý Thúy Hòa Hoà Khuê
    Oanh Uyên Yến Giang Gìn Giềng Nghĩa Ước Mỹ xã huyện tỉnh Bắc Ninh Gia Lương quốc tịch Việt Nam
    An Ba Hoa Lan Minh ở từ thôn ngoằn khuỷu Quyết Xoong ấp Ỷ Y Hà Lã Tó Cù Bá
"""
SYLLABLES = _TEXT.split()
NAMES_OF_OTHERS = ["H'Hen", "Niê", "Kơ-Pă", "Y", "Bhăm", "K'Brơi", "Ê-ban", "Ksor", "Êban"]
words_of_text = st.sampled_from(SYLLABLES + NAMES_OF_OTHERS)
cases = st.sampled_from([str, str.upper, str.lower, str.title])
joints = st.sampled_from([" ", ", ", " - ", ". ", "/", "; ", " (", "\n"])


@st.composite
def vietnamese(draw: st.DrawFn) -> str:
    """Names, places and notes as a register holds them, with figures and signs between words."""
    parts = draw(st.lists(words_of_text | st.dates().map("{:%d/%m/%Y}".format), max_size=8))
    text = "".join(part + draw(joints) for part in parts)
    return draw(cases)(text + ")" * text.count("(")).strip(" ,;")


@given(vietnamese())
def test_what_is_vietnamese_is_never_changed(text: str) -> None:
    for hints in (Hints(), Hints(font="Times New Roman")):
        found = repair(nfc(text), hints)
        assert (found.after, found.kinds) == (nfc(text), ())


@given(vietnamese(), st.sampled_from([".VnTime", "VNI-Times"]))
def test_a_valid_value_in_an_old_font_needs_a_look_of_its_own(text: str, font: str) -> None:
    """A font alone is no ground where the letters read well as they are: a look at each."""
    assert not repair(nfc(text), Hints(font=font)).sure


@pytest.mark.parametrize("encoding", ENCODINGS)
@example(text="DĐ")
@given(st.text("".join(sorted(LETTERS_WITH_MARKS)) + LETTERS + LETTERS.upper() + " 0123456789/,"))
def test_encoded_text_is_decoded_to_itself(encoding: Encoding, text: str) -> None:
    assert decode(encode(text, encoding), encoding) == nfc(text)


@given(st.text("".join(sorted(LETTERS_WITH_MARKS)) + LETTERS + r"^(+*`?~'.-\dD "))
def test_viqr_keeps_its_own_signs_apart(text: str) -> None:
    assert decode(encode(text, "viqr"), "viqr") == nfc(text)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("letter", sorted(LETTERS_WITH_MARKS))
def test_every_letter_has_its_code(encoding: Encoding, letter: str) -> None:
    assert decode(encode(letter, encoding), encoding) == letter


@pytest.mark.parametrize(
    ("written", "encoding", "meant"),
    [  # viparse tables; RFC 1456
        ("NguyÔn ThÞ Hoa, x· §×nh B¶ng", "tcvn3", "Nguyễn Thị Hoa, xã Đình Bảng"),
        ("TrÇn V¨n ¦íc", "tcvn3", "Trần Văn Ước"),
        ("l\xad¬ng", "tcvn3", "lương"),  # ư is Latin-1's soft hyphen
        ("Nguyeãn Thò Hoa, xaõ Ñình Baûng", "vni", "Nguyễn Thị Hoa, xã Đình Bảng"),
        ("TRAÀN VAÊN ÖÔÙC", "vni", "TRẦN VĂN ƯỚC"),
        ("Nguye^~n Thi. Hoa, xa~ DDi`nh Ba?ng", "viqr", "Nguyễn Thị Hoa, xã Đình Bảng"),
        ("Tra^`n Va(n U+o+'c", "viqr", "Trần Văn Ước"),
    ],
)
def test_texts_of_then(written: str, encoding: Encoding, meant: str) -> None:
    assert decode(written, encoding) == meant
    chosen = repair(written, Hints(encoding=encoding))
    assert (chosen.after, chosen.sure) == (meant, True)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArialH", "tcvn3"),
        ("ABCDEF+.VnTime", "tcvn3"),
        ("VNI-Times", "vni"),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_fonts(font: str, encoding: Encoding | None) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize(
    ("before", "font", "after", "kinds", "sure"),
    [
        # the font says it
        ("NguyÔn ThÞ Hoa", ".VnTime", "Nguyễn Thị Hoa", ("tcvn3",), True),
        ("nguyÔn thÞ hoa", ".VnTimeH", "NGUYỄN THỊ HOA", ("tcvn3",), True),
        ("Thãc", ".VnTime", "Thóc", ("tcvn3",), True),
        # letters alone: a guess, by how many words agree
        ("NguyÔn ThÞ Hoa", "", "Nguyễn Thị Hoa", ("tcvn3",), False),
        ("NguyÔn ThÞ BÝch H»ng", "", "Nguyễn Thị Bích Hằng", ("tcvn3",), True),
        ("Nguyeãn Thò Bích Haèng", "", "Nguyễn Thị Bích Hằng", ("vni",), True),
        ("Nguye^~n Thi. Hoa", "", "Nguyễn Thị Hoa", ("viqr",), False),
        # both ways of reading are Vietnamese
        ("Lã", ".VnTime", "Ló", ("tcvn3",), False),
        # Unicode in a cell whose font is old
        ("Nguyễn Thị Hoa", ".VnTime", "Nguyễn Thị Hoa", (), False),
        # look-alikes, in Vietnamese words only
        ("Ðặng Văn Ɖức", "", "Đặng Văn Đức", ("dd",), True),
        ("Guðrún Sigurðardóttir", "", "Guðrún Sigurðardóttir", (), False),
        ("Нoa Тhị", "", "Hoa Thị", ("look_alike",), True),  # Cyrillic Н, Т
        ("Αn", "", "An", ("look_alike",), True),  # Greek Α
        ("Анна Иванова", "", "Анна Иванова", (), False),
        # the machine's leftovers
        ("Ea Hu0027leo", "", "Ea H'leo", ("escape",), True),
        (r"Tr\u1ea7n", "", "Trần", ("escape",), True),
        ("Trần &amp; Lê", "", "Trần & Lê", ("escape",), True),
        ("Nguyá»…n VÄƒn", "", "Nguyễn Văn", ("mojibake",), True),
        ("２７/8/1981", "", "27/8/1981", ("width",), True),
        ("Nguyễn\u200b Văn\u00a0A\ufeff", "", "Nguyễn Văn A", ("unseen",), True),
        ("ngue\u0301\u0302", "", "nguế", ("combining",), True),
        ("Thôn Đông, , , xã Mỹ Hương,", "", "Thôn Đông, xã Mỹ Hương", ("commas",), True),
        ("Null", "", "", ("junk",), True),
        (", , , ", "", "", ("commas",), True),
        # what only looks like one
        ("không rõ", "", "không rõ", (), False),
        ("A+", "", "A+", (), False),
        ("dd/mm/yyyy", "", "dd/mm/yyyy", (), False),
        ("Müller", "", "Müller", (), False),
        ("São Paulo", "", "São Paulo", (), False),
        ("Côte d'Ivoire", "", "Côte d'Ivoire", (), False),
        ("ghi chú\ndòng hai", "", "ghi chú\ndòng hai", (), False),
    ],
)
def test_repairs(before: str, font: str, after: str, kinds: tuple[str, ...], sure: bool) -> None:
    found = repair(before, Hints(font=font))
    assert (found.after, found.kinds, found.sure) == (after, kinds, sure)
    assert set(kinds) <= set(REPAIR_KINDS)


@given(vietnamese())
def test_unicode_apart_is_joined(text: str) -> None:
    found = repair(unicodedata.normalize("NFD", text))
    assert found.after == nfc(text)
    assert found.kinds in ((), ("combining",))


@given(vietnamese())
def test_text_read_in_the_wrong_table_is_read_again(text: str) -> None:
    """UTF-8 opened as Windows-1252."""
    shown = "".join(
        bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")
        for byte in nfc(text).encode()
    )
    assert repair(shown).after == nfc(text)


@pytest.mark.parametrize(("encoding", "font"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5))
def test_a_workbook_of_then_is_read_by_its_font(
    encoding: Encoding, font: str, words: list[str]
) -> None:
    text = " ".join(words)
    found = repair(encode(text, encoding), Hints(font=font))
    assert found.after == nfc(text)


@given(st.text(max_size=40), st.sampled_from(["", ".VnTime", "VNI-Helve", "Arial"]))
def test_a_repair_says_what_it_changes(text: str, font: str) -> None:
    found = repair(text, Hints(font=font))
    assert found.changed == (found.after != text)
    assert found.before == text
    assert 0 <= found.confidence <= 1


@pytest.mark.parametrize("word", [*SYLLABLES, "khuya", "giữa", "huếch", "QUỲNH", "Thuở"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Thãc", "Nguyeãn", "ThÞ", "Quoác", "Guđrún", "Hoăcon", "", "zz"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_every_tone_of_a_vowel_is_in_the_tables() -> None:
    assert len(LETTERS_WITH_MARKS) == sum(not letter.isascii() for letter in TONE_OF) + 2


@pytest.mark.parametrize(
    ("text", "book_year", "value", "note"),
    [
        # TT 04/2020 art. 23(2): 1975, 25 tuổi → 1950
        ("25 tuổi", 1975, "1950", "25 tuổi"),
        ("25t", 1975, "1950", "25t"),
        ("Tuổi: 25", 1975, "1950", "Tuổi: 25"),
        ("hai mươi lăm tuổi", 1975, "1950", "hai mươi lăm tuổi"),
        ("25 tuổi", None, "", "25 tuổi"),
        ("tuổi Dần", 1975, "", "tuổi Dần"),
        ("6 tháng tuổi", 1975, "", "6 tháng tuổi"),
        # lunar: kept as text, converted only with evidence
        ("Ất Mão", 1975, "", "Ất Mão"),
        ("15 tháng 8 nhuận năm 1976", 1976, "", "15 tháng 8 nhuận năm 1976"),
        # habits of domain facts §4 and §13
        ("27081981", None, "27.08.1981", ""),
        ("081981", None, "08.1981", ""),
        ("27/8/81", 1981, "27.08.1981", ""),
        ("tháng 8 năm 1975", None, "08.1975", ""),
        ("mồng năm tháng giêng năm một nghìn chín trăm bảy lăm", None, "05.01.1975", ""),
        ("tháng chạp năm 1980", None, "12.1980", ""),
        ("1981-08-27", None, "27.08.1981", ""),
    ],
)
def test_proposed_dates(text: str, book_year: int | None, value: str, note: str) -> None:
    found = propose_date(text, book_year)
    assert found is not None
    assert (found.value, found.note) == (value, note)


@pytest.mark.parametrize("text", ["", "không rõ", "Hà Nội", "31/02/1990"])
def test_no_date_is_proposed(text: str) -> None:
    assert propose_date(text, 1990) is None


@given(st.integers(1950, 2020), st.integers(0, 99))
def test_age_and_year(book_year: int, age: int) -> None:
    found = birth_year_from_age(f"{age} tuổi", book_year)
    assert found is not None
    assert found.year + age == book_year
