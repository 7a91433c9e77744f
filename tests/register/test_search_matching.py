"""What is typed, taken apart; how a name answers it. Pure."""

from __future__ import annotations

import random
import string

import pytest

from sohotich.domain.text import unmarked_key
from sohotich.register.search.asked import Asked, read
from sohotich.register.search.matching import Kind, grade, one_slip, slips_of


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Nguyễn Thị  Huệ", Asked(name="Nguyễn Thị Huệ")),
        ("nguyen thi hue 1981", Asked(name="nguyen thi hue", born="1981")),
        ("nguyen thi hue sinh năm 1981", Asked(name="nguyen thi hue sinh", born="1981")),
        ("nguyen thi hue sn 1981", Asked(name="nguyen thi hue", born="1981")),
        ("27/8/1981 hue", Asked(name="hue", born="27.08.1981")),
        ("hue 08.1981", Asked(name="hue", born="08.1981")),
        ("41/1998", Asked(number=41, year=1998)),
        ("số 41bis/1998", Asked(number=41, year=1998)),
        ("số 41", Asked(number=41)),
        ("nguyen van an 41/1998", Asked(name="nguyen van an", number=41, year=1998)),
        ("nguyen van an, tran thi binh", Asked(name="nguyen van an", other="tran thi binh")),
        ("nguyen van an, tran thi binh 1970",
         Asked(name="nguyen van an", other="tran thi binh", born="1970")),
        ("n.t.hue", Asked(name="n t hue")),
        ("KS.1998.02", Asked(book="KS.1998.02")),
        ("ks.1998", Asked(book="KS.1998")),
        ("09508/KS.1998.02~2", Asked(book="09508/KS.1998.02~2")),
        # No label without a figure or capitals: it may be somebody's initials.
        ("kt", Asked(name="kt")),
        ("", Asked()),
    ],
)  # fmt: skip
def test_the_one_box_is_taken_apart(text: str, asked: Asked) -> None:
    assert read(text) == asked


def test_the_lines_of_the_form_go_before_the_box() -> None:
    asked = read(
        "an 1990, ba", other="tran thi binh", born="12/3/1970", unit="09508", type_code="KS"
    )
    assert asked == Asked("an", "tran thi binh", "12.03.1970", unit="09508", type_code="KS")
    assert read("an", born="khong phai ngay").born == ""


@pytest.mark.parametrize("text", ["n", "n t h", "1981", "", "a 1981"])
def test_too_little_is_no_search(text: str) -> None:
    assert not read(text).enough


@pytest.mark.parametrize("text", ["an", "27/8/1981", "41/1998", "KS.1998", "n t an"])
def test_what_is_enough(text: str) -> None:
    assert read(text).enough


NAME = "NGUYỄN THỊ HUỆ"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Nguyễn Thị Huệ", Kind.WRITTEN),
        ("nguyễn thị huệ", Kind.WRITTEN),
        ("nguyen thi hue", Kind.UNMARKED),
        ("Nguyễn Thị Huế", Kind.UNMARKED),
        ("hue nguyen", Kind.PART),
        ("nguyen thi hu", Kind.PART),
        ("n t hue", Kind.PART),
        ("nguyen thi", Kind.PART),
        ("nguyne thi hue", Kind.SLIP),
        ("nguyen thi hie", Kind.SLIP),
        ("nguyenthi hue", Kind.SLIP),
        ("ngu yen thi hue", Kind.SLIP),
        ("nguyen thi hoee", None),
        ("nguyne thi hie", None),
        ("nguyen nguyen hue", None),
        ("nguyen thi hue anh", None),
        ("tran thi hue", None),
    ],
)
def test_how_a_name_answers(typed: str, kind: Kind | None) -> None:
    found = grade(Asked(name=typed), NAME, unmarked_key(NAME))
    assert (found.kind if found else None) == kind


def test_marks_typed_rightly_come_before_marks_typed_wrongly() -> None:
    asked = Asked(name="Nguyễn Thị Huệ")
    names = ["NGUYỄN THỊ HUẾ", "NGUYỄN THỊ HUÊ ANH", "NGUYỄN THỊ HUỆ ANH", "NGUYỄN THỊ HUỆ"]
    ranked = sorted(names, key=lambda name: grade(asked, name, unmarked_key(name)))
    assert ranked == [names[3], names[0], names[2], names[1]]


def osa(a: str, b: str) -> int:
    """Optimal string alignment by its table: slow, and plain to see."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def test_one_slip_is_what_the_table_of_distances_says() -> None:
    chance = random.Random(7)
    for _ in range(4000):
        a, b = ("".join(chance.choices("ab c", k=chance.randint(0, 5))) for _ in "12")
        assert one_slip(a, b) == (osa(a, b) == 1), (a, b)


def test_every_slip_is_listed_and_nothing_else() -> None:
    chance = random.Random(8)
    listed = set(slips_of("an hue"))
    assert all(osa("an hue", slip) == 1 for slip in listed)
    for _ in range(2000):
        place, letter = chance.randint(0, 6), chance.choice(string.ascii_lowercase)
        other = "an hue"[:place] + letter + "an hue"[place + chance.randint(0, 1) :]
        assert other == "an hue" or other in listed
    assert {"anhue", "na hue", "a nhue"} <= listed
