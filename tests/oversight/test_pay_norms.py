"""TT 194/2012/TT-BTC as a table of cases; sums of money in words; a sheet's paper that adds up."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pypdfium2
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.text.amounts import say_money
from sohotich.engines.documents.payment import PaidPerson, PayPaper, Piece, pay_pdf, pay_xlsx
from sohotich.oversight.pay.norms import (
    Bracket,
    Counted,
    RateRefused,
    Rule,
    Terms,
    bracket_of,
    image_price,
    price_of,
    reckon,
    rounded,
    terms_checked,
    work_words,
)

RATES = {Bracket.SHORT: 300, Bracket.MEDIUM: 375, Bracket.LONG: 450}
TERMS = Terms(ceilings=RATES, rates=RATES)
S, M, L = Bracket


def fields(bracket: Bracket | None, count: int, slot: int = 1, aid: str = "typed", abroad=False):
    return Counted(bracket, slot, aid, abroad, count)


@pytest.mark.parametrize(
    ("length", "bracket"), [(1, S), (15, S), (16, M), (50, M), (51, L), (2000, L)]
)
def test_a_field_is_priced_by_its_length(length, bracket):
    """Art. 4: n ≤ 15, 15 < n ≤ 50, n > 50."""
    assert bracket_of(length, TERMS) is bracket


def test_the_norms_own_example():
    """Art. 4: 22 short fields, 9 of the middle, 3 long."""
    found = reckon([fields(S, 22), fields(M, 9), fields(L, 3)], TERMS)
    assert found.amount == 22 * 300 + 9 * 375 + 3 * 450 == 11_325
    assert [line.amount for line in found.lines] == [6_600, 3_375, 1_350]


@pytest.mark.parametrize(
    ("more", "price"),
    [
        ({}, "375"),
        ({"existing": True}, "56.25"),  # art. 4: ≤ 15 % of first creation
        ({"foreign": True}, "412.5"),  # art. 4: + 10 to 30 %
        ({"rule": Rule.OFFICER}, "187.5"),  # art. 3: at most half
        ({"second": True}, "0"),  # art. 4: the price includes proofreading
    ],
)
def test_what_raises_and_lowers_a_price(more, price):
    assert price_of(Bracket.MEDIUM, TERMS, **more) == Decimal(price)


def test_money_is_rounded_by_the_line_half_a_dong_upwards():
    assert [rounded(Decimal(text)) for text in ("56.25", "168.75", "0.5", "2.4")] == [56, 169, 1, 2]
    (line,) = reckon([fields(M, 3, aid="imported")], TERMS).lines
    assert (line.work, line.amount) == ("medium+existing", 169)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rates": {**RATES, L: 451}}, "Trường trên 50 ký tự: Đơn giá 451 đồng cao hơn mức tối"),
        ({"rates": {**RATES, S: 300, M: 290}}, "thấp hơn đơn giá của trường ngắn hơn"),
        ({"factor": Decimal("1.1")}, "Hệ số địa phương"),
        ({"import_percent": 16}, "Tạo từ dữ liệu điện tử có sẵn"),
        ({"language_percent": 31}, "Tiếng nước ngoài"),
        ({"officers_percent": 51}, "điều 3"),
    ],
)
def test_a_rate_beyond_the_law_is_refused(changes, said):
    with pytest.raises(RateRefused) as refused:
        terms_checked(replace(TERMS, **changes))
    assert said in str(refused.value)


def test_pictures_cost_at_most_a_third_of_a_web_page():
    """Art. 4: digitizing images ≤ 30 % of the web-page rate."""
    assert image_price(12_000, 30) == 3_600
    with pytest.raises(RateRefused):
        image_price(12_000, 31)
    (line,) = reckon([], replace(TERMS, image=Decimal(3_600)), images=4).lines
    assert (line.work, line.amount) == ("image", 14_400)


@pytest.mark.parametrize(
    ("one", "changes", "reason"),
    [
        (fields(S, 2, slot=2), {}, "second"),
        (fields(S, 2, aid="carried"), {}, "carried"),
        (fields(None, 2), {}, "blank"),
        (fields(S, 2, aid="completed"), {"completed": False}, "completed"),
        (fields(S, 2, slot=2), {"second_percent": 40}, None),
        (fields(S, 2, aid="carried"), {"carried": True}, None),
        (fields(None, 2), {"blank": True}, None),
        (fields(S, 2, aid="completed"), {}, None),
    ],
)
def test_what_is_not_paid_by_itself_is_told(one, changes, reason):
    found = reckon([one], replace(TERMS, **changes))
    assert dict(found.unpaid) == ({reason: 2} if reason else {})
    assert bool(found.lines) is (reason is None)


def test_officials_are_paid_overtime_unless_nobody_could_be_hired():
    """Art. 3."""
    assert reckon([fields(S, 2)], TERMS, Rule.OFFICER).unpaid == {"overtime": 2}
    by_field = replace(TERMS, officers_by_field=True)
    assert reckon([fields(S, 2)], by_field, Rule.OFFICER).amount == 300
    assert reckon([fields(S, 2)], TERMS, Rule.UNPAID).unpaid == {"volunteer": 2}


def test_both_readings_together_cost_one_price():
    shared = replace(TERMS, second_percent=40)
    first, second = (reckon([fields(L, 10, slot=slot)], shared).amount for slot in (1, 2))
    assert (first, second) == (2_700, 1_800)


def test_foreign_fields_only_where_that_was_decided():
    abroad = fields(S, 10, abroad=True)
    assert reckon([abroad], TERMS).amount == 3_000
    assert reckon([abroad], replace(TERMS, abroad=True)).amount == 3_300
    assert work_words("short+foreign", TERMS) == "Trường đến 15 ký tự, chữ nước ngoài"


counted = st.builds(
    Counted,
    st.sampled_from([*Bracket, None]),
    st.sampled_from([1, 2]),
    st.sampled_from(["typed", "carried", "completed", "imported"]),
    st.booleans(),
    st.integers(1, 10_000),
)


@given(st.lists(counted), st.sampled_from(list(Rule)), st.integers(0, 50), st.booleans())
def test_lines_add_up_and_every_field_is_somewhere_once(many, rule, second, yes):
    terms = replace(TERMS, second_percent=second, blank=yes, officers_by_field=yes, abroad=yes)
    found = reckon(many, terms, rule)
    assert found.amount == sum(line.amount for line in found.lines)
    assert found.fields + sum(found.unpaid.values()) == sum(one.fields for one in many)
    assert all(line.amount == rounded(line.quantity * line.price) for line in found.lines)


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 100))
def test_a_longer_field_never_costs_less(one, other, factor):
    terms = replace(TERMS, factor=Decimal(factor) / 100)
    short, long = (price_of(bracket_of(n, terms), terms) for n in sorted((one, other)))
    assert short <= long


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (15, "Mười lăm đồng"),
        (105, "Một trăm linh năm đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (1_205_040, "Một triệu hai trăm linh năm nghìn không trăm bốn mươi đồng"),
        (1_000_000, "Một triệu đồng"),
        (
            1_005_000_021,
            "Một tỷ không trăm linh năm triệu không trăm hai mươi mốt đồng",
        ),
        (2_000_000_000_000, "Hai nghìn tỷ đồng"),
        (-4_500, "Âm bốn nghìn năm trăm đồng"),
    ],
)
def test_sums_in_words(amount, words):
    assert say_money(amount) == words


def paper(people: int = 3) -> PayPaper:
    pieces = (
        Piece("Trường đến 15 ký tự", 22, Decimal(300), 6_600),
        Piece("Trường 16–50 ký tự, từ dữ liệu điện tử có sẵn", 3, Decimal("56.25"), 169),
        Piece("Giảm trừ sau khi giải quyết nghi vấn", 1, Decimal(-500), -500),
    )
    paid = tuple(PaidPerson(f"Nguyễn Thị Thử {n}", "thuê ngoài", 25, pieces) for n in range(people))
    total = sum(one.amount for one in paid)
    return PayPaper(
        "Ủy ban nhân dân xã An Tập", 7, "An Tập", date(2025, 1, 7), "Kỳ từ …", "", paid,
        say_money(total), ("Căn cứ: QĐ thử.",), ("Người Lập", "", "Thủ Trưởng"), "ab" * 32,
    )  # fmt: skip


def sheet(content: bytes, name: str) -> dict[str, tuple[str, object]]:
    """Cell → (formula or "", stored value)."""
    place = {"Bảng thanh toán": 1, "Chi tiết": 2}[name]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        shared = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", read(file, "sharedStrings.xml"))
        found = {}
        for cell, about, inside in CELL.findall(read(file, f"worksheets/sheet{place}.xml")):
            formula = re.search(r"<f>([^<]*)</f>", inside)
            value: object = re.search(r"<v>([^<]*)</v>", inside)[1]  # type: ignore[index]
            value = shared[int(str(value))] if 't="s"' in about else float(str(value))
            found[cell] = (html.unescape(formula[1]) if formula else "", value)
    return found


CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>/]*)>(.*?)</c>')


def read(file: zipfile.ZipFile, name: str) -> str:
    return file.read(f"xl/{name}").decode()


def column(cells: dict[str, tuple[str, object]], letter: str, first: int, last: int) -> list:
    return [cells[f"{letter}{row}"][1] for row in range(first, last + 1)]


def test_the_workbook_adds_up_by_its_own_formulas():
    """Each formula reckoned here anew gives the value stored beside it."""
    content = pay_xlsx(paper())
    main, detail = sheet(content, "Bảng thanh toán"), sheet(content, "Chi tiết")
    for row in range(4, 13):
        formula, value = detail[f"F{row}"]
        assert formula == f"ROUND(D{row}*E{row},0)"
        product = Decimal(str(detail[f"D{row}"][1])) * Decimal(str(detail[f"E{row}"][1]))
        assert value == product.quantize(Decimal(1), ROUND_HALF_UP)
    assert detail["F13"] == ("SUM(F4:F12)", sum(column(detail, "F", 4, 12)))
    for row in range(9, 12):
        whose = main[f"A{row}"][1]
        rows = [n for n in range(4, 13) if detail[f"A{n}"][1] == whose]
        summed = f"SUMIF('Chi tiết'!$A$4:$A$12,A{row},'Chi tiết'!$F$4:$F$12)"
        assert main[f"E{row}"] == (summed, sum(detail[f"F{n}"][1] for n in rows))
    assert main["E12"] == ("SUM(E9:E11)", sum(column(main, "E", 9, 11)))
    assert main["D12"] == ("SUM(D9:D11)", 75)
    assert main["E12"][1] == detail["F13"][1] == 18_807
    assert content == pay_xlsx(paper())


def without_values(content: bytes) -> bytes:
    """The workbook with formulas alone, so that whoever opens it has to reckon."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", old.read(name))
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_adds_up_to_the_same(tmp_path):
    path, out = tmp_path / "bang.xlsx", tmp_path / "out"
    path.write_bytes(without_values(pay_xlsx(paper())))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(out)]
    done = subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    if b"no export filter" in done.stderr + done.stdout:
        pytest.skip("LibreOffice Calc is not installed")
    book = python_calamine.CalamineWorkbook.from_path(str(out / "bang.ods"))
    rows = book.get_sheet_by_name("Bảng thanh toán").to_python()
    assert [row[4] for row in rows if "Tổng cộng" in row] == [18_807]


def test_the_print_says_the_same_on_as_many_pages_as_it_takes():
    pages = pypdfium2.PdfDocument(pay_pdf(paper()))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    for said in ("BẢNG THANH TOÁN", "18.807", "NGƯỜI LẬP", "KẾ TOÁN", "THỦ TRƯỞNG", "Bằng chữ"):
        assert said in text, said
    assert len(pypdfium2.PdfDocument(pay_pdf(paper(60)))) > len(pages)
