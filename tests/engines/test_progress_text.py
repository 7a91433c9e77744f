"""The short text of the progress reports: right Vietnamese in every case, reasons if proven."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.engines.documents.progress import (
    Discipline,
    FinalDay,
    Reporting,
    StageFigure,
    Standing,
    UnitDay,
    day_text,
    final_text,
)
from sohotich.engines.documents.progress.final_text import discipline_text
from sohotich.engines.documents.progress.late import LateUnit, SlowUnit, late_text, slow_text
from sohotich.engines.documents.progress.units import lateness, reporting_text, units_text
from sohotich.engines.documents.progress.words import WORDS, in_sentence, percent

KEYS = ("scanned", "keyed", "agreed", "reviewed", "approved", "exported")


def standing(
    expected: int,
    so_far: tuple[int | None, ...],
    today: tuple[int | None, ...],
    *,
    before: int | None = None,
    returned: tuple[int, int] | None = None,
    needed: int | None = None,
    name: str = "Xã An Tập",
) -> Standing:
    """Stages in order; `before` and `returned` (today, still open) where a case needs them."""
    stages = tuple(
        StageFigure(key, key, one, all_, before if key == "approved" else None)
        for key, all_, one in zip(KEYS, so_far, today, strict=True)
    )
    back = StageFigure("returned", "Bị trả lại", *returned) if returned else None
    return Standing(name, expected, stages, returned=back, needed=needed)


def text(of: Standing) -> str:
    return "\n".join(day_text(of))


CASES = {
    "an ordinary day": (
        standing(
            2714,
            (1846, 1377, 1226, 1058, 1012, 826),
            (262, 231, 206, 189, 142, 0),
            before=124,
            returned=(2, 12),
            needed=1266,
        ),
        "Trong ngày có thêm 142 trường hợp được duyệt, nhiều hơn hôm trước 18 trường hợp. "
        "Lũy kế đến nay 1.012/2.714 trường hợp được duyệt, đạt 37,2 %; còn 1.702 trường hợp. "
        "So với mức cần đạt đến hết ngày (1.266 trường hợp), còn thiếu 254 trường hợp.\n"
        "Khâu chuyển không tăng dù có 186 trường hợp đang chờ. "
        "Việc chờ nhiều nhất ở khâu nhập: 469 trường hợp. "
        "Trong ngày có 2 trường hợp bị trả lại; hiện còn 12 trường hợp đang sửa.",
    ),
    "less than the day before": (
        standing(10, (4, 4, 4, 4, 4, 4), (2, 2, 2, 2, 2, 2), before=5),
        "Trong ngày có thêm 2 trường hợp được duyệt, ít hơn hôm trước 3 trường hợp. "
        "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp.",
    ),
    "as many as the day before": (
        standing(10, (4, 4, 4, 4, 4, 4), (1, 1, 1, 1, 1, 1), before=1),
        "Trong ngày có thêm 1 trường hợp được duyệt, bằng hôm trước. "
        "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp.",
    ),
    "the first day": (
        standing(10, (1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1)),
        "Trong ngày có thêm 1 trường hợp được duyệt. "
        "Lũy kế đến nay 1/10 trường hợp được duyệt, đạt 10,0 %; còn 9 trường hợp.",
    ),
    "none the day before": (
        standing(10, (1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1), before=0),
        "Trong ngày có thêm 1 trường hợp được duyệt (hôm trước không có). "
        "Lũy kế đến nay 1/10 trường hợp được duyệt, đạt 10,0 %; còn 9 trường hợp.",
    ),
    "figures fell the day before": (
        standing(10, (1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1), before=-2),
        "Trong ngày có thêm 1 trường hợp được duyệt (hôm trước giảm 2). "
        "Lũy kế đến nay 1/10 trường hợp được duyệt, đạt 10,0 %; còn 9 trường hợp.",
    ),
    "nothing moved": (
        standing(10, (5, 5, 5, 5, 3, 3), (0, 0, 0, 0, 0, 0), before=2),
        "Trong ngày không khâu nào tăng. "
        "Lũy kế đến nay 3/10 trường hợp được duyệt, đạt 30,0 %; còn 7 trường hợp.\n"
        "Việc chờ nhiều nhất ở khâu duyệt: 2 trường hợp.",
    ),
    "nothing begun": (
        standing(10, (0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0)),
        "Trong ngày không khâu nào tăng. Đến nay chưa có trường hợp nào trong 10 trường hợp được "
        "duyệt.",
    ),
    "only scanned, and nothing waits to be approved": (
        standing(10, (4, 0, 0, 0, 0, 0), (4, 0, 0, 0, 0, 0)),
        "Trong ngày không có thêm trường hợp nào được duyệt vì không có trường hợp nào chờ duyệt; "
        "khâu tăng trong ngày: quét 4. Đến nay chưa có trường hợp nào trong 10 trường hợp được "
        "duyệt.\n"
        "Khâu nhập không tăng dù có 4 trường hợp đang chờ. "
        "Các khâu thống nhất hai lần nhập, soát xét và chuyển không tăng vì không có trường hợp "
        "nào chờ. Việc chờ nhiều nhất ở khâu nhập: 4 trường hợp.",
    ),
    "not approved though work waits": (
        standing(10, (9, 8, 8, 8, 2, 2), (0, 1, 0, 0, 0, 0), before=2),
        "Trong ngày không có thêm trường hợp nào được duyệt dù có 6 trường hợp đang chờ; hôm trước "
        "có 2 trường hợp; khâu tăng trong ngày: nhập 1. "
        "Lũy kế đến nay 2/10 trường hợp được duyệt, đạt 20,0 %; còn 8 trường hợp.\n"
        "Khâu quét không tăng, còn 1 trường hợp chưa quét. "
        "Các khâu thống nhất hai lần nhập, soát xét và chuyển không tăng vì không có trường hợp "
        "nào chờ. Việc chờ nhiều nhất ở khâu duyệt: 6 trường hợp.",
    ),
    "figures fell, returns prove why": (
        standing(10, (9, 9, 9, 9, 4, 4), (0, 0, 0, 0, -3, -3), before=2, returned=(3, 3)),
        "Trong ngày, số trường hợp được duyệt giảm 3 do có 3 trường hợp bị trả lại để sửa. "
        "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp.\n"
        "Khâu chuyển giảm 3. Khâu quét không tăng, còn 1 trường hợp chưa quét. "
        "Các khâu nhập, thống nhất hai lần nhập và soát xét không tăng vì không có trường hợp nào "
        "chờ. Việc chờ nhiều nhất ở khâu duyệt: 5 trường hợp. "
        "Trong ngày có 3 trường hợp bị trả lại; hiện còn 3 trường hợp đang sửa.",
    ),
    "figures fell, nothing proves why": (
        standing(10, (9, 9, 9, 9, 4, 4), (1, 1, 1, 1, -3, 1), returned=(1, 0)),
        "Trong ngày, số trường hợp được duyệt giảm 3. "
        "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp.\n"
        "Việc chờ nhiều nhất ở khâu duyệt: 5 trường hợp. "
        "Trong ngày có 1 trường hợp bị trả lại, đã sửa xong.",
    ),
    "all done today": (
        standing(10, (10, 10, 10, 10, 10, 10), (0, 0, 0, 0, 1, 2), before=4, needed=8),
        "Trong ngày có thêm 1 trường hợp được duyệt, ít hơn hôm trước 3 trường hợp. "
        "Đến nay toàn bộ 10 trường hợp đã được duyệt.",
    ),
    "all done before": (
        standing(10, (10, 10, 10, 10, 10, 10), (0, 0, 0, 0, 0, 0), before=4),
        "Đến nay toàn bộ 10 trường hợp đã được duyệt.",
    ),
    "all approved, not all sent": (
        standing(10, (10, 10, 10, 10, 10, 7), (0, 0, 0, 0, 0, 1)),
        "Đến nay toàn bộ 10 trường hợp đã được duyệt.\n"
        "Việc chờ nhiều nhất ở khâu chuyển: 3 trường hợp.",
    ),
    "a single entry, open": (
        standing(1, (1, 0, 0, 0, 0, 0), (1, 0, 0, 0, 0, 0)),
        "Trong ngày không có thêm trường hợp nào được duyệt vì không có trường hợp nào chờ duyệt; "
        "khâu tăng trong ngày: quét 1. Trường hợp duy nhất phải số hóa chưa được duyệt.\n"
        "Khâu nhập không tăng dù có 1 trường hợp đang chờ. "
        "Các khâu thống nhất hai lần nhập, soát xét và chuyển không tăng vì không có trường hợp "
        "nào chờ. Việc chờ nhiều nhất ở khâu nhập: 1 trường hợp.",
    ),
    "a single entry, done": (
        standing(1, (1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1)),
        "Trong ngày có thêm 1 trường hợp được duyệt. "
        "Đến nay trường hợp duy nhất phải số hóa đã được duyệt.",
    ),
    "nothing to do": (
        standing(0, (0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0)),
        "Không có trường hợp nào phải số hóa.",
    ),
    "more than the inventory says": (
        standing(10, (12, 12, 12, 12, 11, 11), (1, 1, 1, 1, 1, 1)),
        "Trong ngày có thêm 1 trường hợp được duyệt. "
        "Lũy kế đến nay 11 trường hợp được duyệt, nhiều hơn số kiểm kê 1 trường hợp.\n"
        "Việc chờ nhiều nhất ở khâu duyệt: 1 trường hợp.",
    ),
    "a part too small to show": (
        standing(327_822, (9, 9, 9, 9, 9, 9), (9, 9, 9, 9, 9, 9)),
        "Trong ngày có thêm 9 trường hợp được duyệt. Lũy kế đến nay 9/327.822 trường hợp được "
        "duyệt, đạt dưới 0,1 %; còn 327.813 trường hợp.",
    ),
    "stages not there yet": (
        standing(10, (4, 2, None, None, None, None), (1, 1, None, None, None, None)),
        "Trong ngày có thêm 1 trường hợp được nhập. "
        "Lũy kế đến nay 2/10 trường hợp được nhập, đạt 20,0 %; còn 8 trường hợp.\n"
        "Việc chờ nhiều nhất ở khâu nhập: 2 trường hợp.",
    ),
    "no stage there yet": (
        standing(10, (None,) * 6, (None,) * 6),
        "Các khâu chưa triển khai nên chưa có số liệu.",
    ),
    "as much as needed": (
        standing(10, (4, 4, 4, 4, 4, 4), (1, 1, 1, 1, 1, 1), needed=4),
        "Trong ngày có thêm 1 trường hợp được duyệt. "
        "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp. "
        "Số đã đạt bằng mức cần đạt đến hết ngày (4 trường hợp).",
    ),
    "more than needed": (
        standing(10, (4, 4, 4, 4, 4, 4), (1, 1, 1, 1, 1, 1), needed=3),
        "Trong ngày có thêm 1 trường hợp được duyệt. "
        "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp. "
        "So với mức cần đạt đến hết ngày (3 trường hợp), nhiều hơn 1 trường hợp.",
    ),
    "two places where most waits": (
        standing(10, (8, 6, 6, 4, 4, 4), (1, 1, 1, 1, 1, 1), returned=(0, 1)),
        "Trong ngày có thêm 1 trường hợp được duyệt. "
        "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp.\n"
        "Việc chờ nhiều nhất ở các khâu nhập và soát xét, mỗi khâu 2 trường hợp. "
        "Hiện còn 1 trường hợp bị trả lại, đang sửa.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_day_in_words(case):
    of, expected = CASES[case]
    assert text(of) == expected


COUNT = st.integers(0, 400_000)
CHANGE = st.integers(-500, 500)


@given(
    expected=COUNT,
    so_far=st.tuples(*[st.none() | COUNT] * 6),
    today=st.tuples(*[CHANGE] * 6),
    before=st.none() | CHANGE,
    returned=st.none() | st.tuples(CHANGE, COUNT),
    needed=st.none() | COUNT,
)
def test_whatever_the_figures_the_sentences_are_whole(
    expected, so_far, today, before, returned, needed
):
    one = standing(expected, so_far, today, before=before, returned=returned, needed=needed)
    for paragraph in day_text(one):
        assert paragraph == unicodedata.normalize("NFC", paragraph)
        assert paragraph.endswith(".")
        assert not re.search(r"None|  |\.\.| [.,;:]|-\d|\b0 trường hợp", paragraph)
        for said in re.split(r"(?<=\D)\. ", paragraph):
            assert said[0].isupper()


UNIT_DONE = standing(10, (10,) * 6, (1,) * 6, name="Xã Lâm Thao")
UNIT_STILL = standing(100, (5,) * 6, (0,) * 6, name="Xã An Tập")
UNIT_HALF = standing(100, (30,) * 6, (2,) * 6, name="Thị trấn Thứa")
UNIT_NONE = standing(100, (0,) * 6, (0,) * 6, name="Phường 3")
UNIT_FELL = standing(100, (60,) * 6, (-2,) * 6, name="Xã Phú Hòa")
ON_TIME, LATE, MISSING = Reporting("16:52"), Reporting("17:09", 9), Reporting()


@pytest.mark.parametrize(
    ("reportings", "expected"),
    [
        ((), "Không có đơn vị trực thuộc phải báo cáo."),
        ((ON_TIME,), "Đến 17:00, đơn vị trực thuộc duy nhất đã báo cáo đúng giờ."),
        ((ON_TIME, ON_TIME), "Đến 17:00, cả 2 đơn vị đã báo cáo đúng giờ."),
        (
            (MISSING,),
            "Đến 17:00, đơn vị trực thuộc duy nhất chưa báo cáo. "
            "Số liệu của đơn vị chưa báo cáo lấy từ phần mềm lúc chốt.",
        ),
        (
            (MISSING, MISSING),
            "Đến 17:00, chưa đơn vị nào báo cáo. "
            "Số liệu của đơn vị chưa báo cáo lấy từ phần mềm lúc chốt.",
        ),
        (
            (ON_TIME, LATE, MISSING),
            "Đến 17:00, có 2/3 đơn vị đã báo cáo, trong đó 1 đơn vị nộp muộn (xã thứ 2); "
            "1 đơn vị chưa báo cáo (xã thứ 3). "
            "Số liệu của đơn vị chưa báo cáo lấy từ phần mềm lúc chốt.",
        ),
        (
            (LATE,) * 6,
            "Đến 17:00, có 6/6 đơn vị đã báo cáo, trong đó 6 đơn vị nộp muộn.",
        ),
    ],
)
def test_who_reported_in_words(reportings, expected):
    units = [
        UnitDay(standing(1, (0,) * 6, (0,) * 6, name=f"Xã thứ {nth}"), reporting)
        for nth, reporting in enumerate(reportings, start=1)
    ]
    assert reporting_text(units, "17:00") == expected


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        ((), ()),
        ((standing(0, (0,) * 6, (0,) * 6),), ()),
        ((UNIT_DONE,), ("Đơn vị trực thuộc duy nhất đã hoàn thành.",)),
        ((UNIT_DONE, UNIT_DONE), ("Cả 2 đơn vị đã hoàn thành.",)),
        (
            (UNIT_NONE, UNIT_NONE),
            (
                "Chưa đơn vị nào có trường hợp được duyệt.",
                "Trong ngày không đơn vị nào tăng.",
            ),
        ),
        (
            (UNIT_DONE, UNIT_STILL, UNIT_HALF, UNIT_NONE, UNIT_FELL),
            (
                "1 đơn vị đã hoàn thành (xã Lâm Thao); 1 đơn vị đạt dưới 10 % (xã An Tập); "
                "1 đơn vị đạt từ 10 % đến dưới 50 % (thị trấn Thứa); "
                "1 đơn vị chưa có trường hợp nào được duyệt (phường 3).",
                "Trong ngày có 2 đơn vị không tăng (xã An Tập, phường 3); "
                "có 1 đơn vị giảm (xã Phú Hòa).",
            ),
        ),
    ],
)
def test_units_in_words(standings, expected):
    assert units_text([UnitDay(one) for one in standings], (10, 50)) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "dưới 1 phút"),
        (9, "9 phút"),
        (60, "1 giờ"),
        (75, "1 giờ 15 phút"),
        (1440, "1 ngày"),
        (1505, "1 ngày 1 giờ"),
    ],
)
def test_lateness_in_words(minutes, expected):
    assert lateness(minutes) == expected


def late(*reportings: Reporting, times: int = 1) -> list[LateUnit]:
    return [LateUnit("Xã An Tập", "Huyện Lương Tài", "17:00", one, times) for one in reportings]


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([], "Không có đơn vị nào chậm báo cáo."),
        (late(LATE), "Trong 121 đơn vị có 1 đơn vị nộp muộn."),
        (late(MISSING), "Trong 121 đơn vị có 1 đơn vị chưa báo cáo."),
        (
            late(LATE, MISSING, times=2),
            "Trong 121 đơn vị có 1 đơn vị nộp muộn, 1 đơn vị chưa báo cáo. "
            "Trong số này có 2 đơn vị đã chậm từ hai lần trở lên.",
        ),
    ],
)
def test_the_late_in_words(units, expected):
    assert late_text(units, 121) == expected


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([], "Không có đơn vị nào chậm so với mức cần đạt."),
        (
            [SlowUnit("Xã A", "", 100, 10, 40)],
            "Trong 121 đơn vị có 1 đơn vị chưa đạt mức cần đạt.",
        ),
        (
            [SlowUnit("Xã A", "", 100, 10, 40, still=2), SlowUnit("Xã B", "", 90, 0, 40)],
            "Trong 121 đơn vị có 2 đơn vị chưa đạt mức cần đạt, thấp nhất đạt 0,0 %; "
            "1 đơn vị không tăng trong ngày.",
        ),
    ],
)
def test_the_slow_in_words(units, expected):
    assert slow_text(units, 121) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 0), "Không có báo cáo nào phải nộp."),
        ((15, 0, 0), "Toàn bộ 15 lượt báo cáo đều đúng giờ."),
        ((0, 0, 1), "Trong 1 lượt báo cáo phải nộp có 1 lượt không báo cáo (100,0 %)."),
        (
            (1790, 20, 5),
            "Trong 1.815 lượt báo cáo phải nộp có 1.790 lượt đúng giờ (98,6 %), "
            "20 lượt muộn (1,1 %), 5 lượt không báo cáo (0,2 %).",
        ),
    ],
)
def test_discipline_in_words(counts, expected):
    assert discipline_text(Discipline(*counts)) == expected


def days(*today: int) -> list[FinalDay]:
    return [
        FinalDay(date(2025, 1, nth), standing(10, (5,) * 6, (one,) * 6))
        for nth, one in enumerate(today, start=1)
    ]


@pytest.mark.parametrize(
    ("of", "when", "expected"),
    [
        (
            standing(10, (10,) * 6, (4,) * 6, returned=(2, 0)),
            days(1, 5, 4),
            "Đến nay toàn bộ 10 trường hợp đã được duyệt. "
            "Bình quân 3 trường hợp được duyệt mỗi ngày; "
            "ngày nhiều nhất là 02/01/2025 (5 trường hợp); "
            "ngày ít nhất là 01/01/2025 (1 trường hợp).",
        ),
        (
            standing(10, (6, 6, 6, 6, 6, 2), (2,) * 6, returned=(2, 1)),
            days(3, 0),
            "Lũy kế đến nay 6/10 trường hợp được duyệt, đạt 60,0 %; còn 4 trường hợp. "
            "Bình quân 1 trường hợp được duyệt mỗi ngày; "
            "ngày nhiều nhất là 01/01/2025 (3 trường hợp); ngày ít nhất là 02/01/2025 (không tăng)."
            "\nViệc chờ nhiều nhất ở khâu chuyển: 4 trường hợp. "
            "Hiện còn 1 trường hợp bị trả lại, đang sửa.",
        ),
        (
            standing(10, (4,) * 6, (2,) * 6),
            days(2, 2),
            "Lũy kế đến nay 4/10 trường hợp được duyệt, đạt 40,0 %; còn 6 trường hợp. "
            "Bình quân 2 trường hợp được duyệt mỗi ngày, các ngày như nhau.",
        ),
        (
            standing(10, (0,) * 6, (0,) * 6),
            days(0, 0),
            "Đến nay chưa có trường hợp nào trong 10 trường hợp được duyệt.",
        ),
        (
            standing(10, (1,) * 6, (0,) * 6),
            days(2, -1, 0),
            "Lũy kế đến nay 1/10 trường hợp được duyệt, đạt 10,0 %; còn 9 trường hợp. "
            "Ngày nhiều nhất là 01/01/2025 (2 trường hợp); ngày ít nhất là 02/01/2025 (giảm 1).",
        ),
        (standing(0, (0,) * 6, (0,) * 6), [], "Không có trường hợp nào phải số hóa."),
    ],
)
def test_the_end_in_words(of, when, expected):
    assert "\n".join(final_text(of, when)) == expected


def test_every_stage_of_the_funnel_has_its_words():
    assert tuple(WORDS) == (*KEYS, "accepted")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Xã An Tập", "xã An Tập"),
        ("Thị trấn Thứa", "thị trấn Thứa"),
        ("Thành phố Bắc Ninh", "thành phố Bắc Ninh"),
        ("Ủy ban nhân dân xã An Tập", "Ủy ban nhân dân xã An Tập"),
    ],
)
def test_a_unit_within_a_sentence(name, expected):
    assert in_sentence(name) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 10, "0,0 %"), (1, 1000, "0,1 %"), (1, 1001, "dưới 0,1 %"), (999, 1000, "99,9 %")],
)
def test_percent(part, whole, expected):
    assert percent(part, whole) == expected
