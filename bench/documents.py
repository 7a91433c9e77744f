"""Official documents: time for each, over a province of invented figures."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from bench.tables import Table, figure
from sohotich.engines.documents.official import (
    OfficialLetter,
    Signer,
    letter_docx,
    letter_pdf,
    letter_xlsx,
)
from sohotich.engines.documents.progress import (
    Campaign,
    CommuneDay,
    Discipline,
    Final,
    FinalDay,
    FinalGroup,
    FinalUnit,
    LateDay,
    LateUnit,
    Reporting,
    Sender,
    SlowUnit,
    StageFigure,
    Standing,
    SynthesisDay,
    UnitDay,
    UnitGroup,
    commune_report,
    final_report,
    late_report,
    synthesis_report,
)

DAY = date(2025, 1, 7)
CAMPAIGN = Campaign(
    name="Chiến dịch 15 ngày đêm số hóa dữ liệu hộ tịch",
    basis="Kế hoạch số 563/KH-UBND ngày 27/12/2024 của Ủy ban nhân dân tỉnh Bắc Ninh",
    first=date(2025, 1, 1),
    last=date(2025, 1, 15),
)
STAGES = (
    ("scanned", "Trường hợp đã quét"),
    ("keyed", "Đã nhập (lần 1)"),
    ("agreed", "Đã thống nhất hai lần nhập"),
    ("reviewed", "Đã soát xét"),
    ("approved", "Chủ tịch đã duyệt"),
    ("exported", "Đã chuyển"),
)
TYPES = ("Khai sinh", "Kết hôn", "Khai tử", "Nhận cha, mẹ, con", "Xác nhận tình trạng hôn nhân")
COMMUNES = 121
DISTRICTS = 8
COMMITTEE = Sender(
    agency="Ủy ban nhân dân\nxã An Tập",
    symbol="BC-UBND",
    place="An Tập",
    signer=Signer("TM. Ủy ban nhân dân\nKT. Chủ tịch", "Phó Chủ tịch", "Nguyễn Văn Mẫu"),
    addressees=("Phòng Tư pháp huyện Lương Tài",),
    recipients=("Như trên", "Lưu: VT, TP-HT"),
)
DEPARTMENT = Sender(
    agency="Sở Tư pháp",
    parent_agency="Ủy ban nhân dân\ntỉnh Bắc Ninh",
    symbol="BC-STP",
    place="Bắc Ninh",
    signer=Signer("KT. Giám đốc", "Phó Giám đốc", "Trần Thị Mẫu"),
    addressees=("Ủy ban nhân dân tỉnh", "Tổ công tác Đề án 06 của Chính phủ (qua Công an tỉnh)"),
    recipients=("Như trên", "Công an tỉnh (p/h)", "Lưu: VT, HCTP"),
)


def standing(name: str, expected: int, chance: random.Random, *, share: float) -> Standing:
    """A unit that has come about `share` of the way; later stages lag behind earlier ones."""
    so_far, stages = expected, []
    for key, label in STAGES:
        so_far = min(so_far, int(expected * share * chance.uniform(0.9, 1)))
        share *= 0.9
        today, before = int(so_far * chance.uniform(0, 0.15)), int(so_far * 0.1)
        stages.append(StageFigure(key, label, today, so_far, before))
    stages.append(StageFigure("accepted", "Cơ sở dữ liệu đã nhận", None, None))
    return Standing(name, expected, tuple(stages), books=expected // 125 + 1)


def together(name: str, parts: Iterable[Standing]) -> Standing:
    """The sum of several standings."""
    whole = list(parts)

    def added(values: Iterable[int | None]) -> int:
        return sum(value or 0 for value in values)

    stages = tuple(
        stage
        if not stage.built
        else replace(
            stage,
            today=added(one.stages[at].today for one in whole),
            so_far=added(one.stages[at].so_far for one in whole),
            before=added(one.stages[at].before for one in whole),
        )
        for at, stage in enumerate(whole[0].stages)
    )
    expected = added(one.expected for one in whole)
    return Standing(name, expected, stages, books=added(one.books for one in whole))


def groups(share: float = 0.5) -> tuple[UnitGroup, ...]:
    """121 communes in 8 districts, most of them on time."""
    chance = random.Random(563)
    found = []
    for district in range(DISTRICTS):
        units = []
        for index in range(district, COMMUNES, DISTRICTS):
            late = chance.choice((0, 0, 0, 0, 0, 0, 9, 75))
            at = "" if chance.random() < 0.03 else f"{17 if late else 16}:{chance.randint(10, 59)}"
            name = f"{chance.choice(('Xã', 'Phường', 'Thị trấn'))} Mẫu Thứ {index + 1}"
            units.append(
                UnitDay(
                    standing(name, chance.randint(900, 4500), chance, share=share),
                    Reporting(at, late if at else 0),
                    people=chance.randint(4, 12),
                    shifts=chance.randint(1, 3),
                    machines=chance.randint(1, 6),
                    difficulty=chance.choice(("", "", "Mực phai, hai người nhập đọc khác nhau.")),
                    finish=f"{chance.randint(10, 17)}/01/2025",
                )
            )
        name = f"Huyện Mẫu {district + 1}"
        whole = together(name, (unit.standing for unit in units))
        found.append(UnitGroup(name, tuple(units), whole))
    return tuple(found)


def commune_day() -> CommuneDay:
    """A commune's day with tasks beside the funnel that are not there yet."""
    one = standing("Xã An Tập", 2714, random.Random(1), share=0.7)
    others = (
        StageFigure("gap_filled", "Bổ sung trường thiếu 2006–2018", None, None),
        StageFigure("conviction_cleared", "Làm sạch dữ liệu án tích", None, None),
    )
    back = StageFigure("returned", "Bị trả lại, đang sửa", 2, 12)
    return CommuneDay(
        COMMITTEE,
        CAMPAIGN,
        DAY,
        "17:00",
        replace(one, returned=back, others=others, needed=1266),
        by_type=tuple(standing(name, 540, random.Random(name), share=0.6) for name in TYPES),
        staffing=("Có mặt 8/9 người: 6 nhập, 2 quét; một giáo viên nghỉ ốm.", "Hai máy quét."),
        difficulties=("Sổ KS.1996.01 mực phai, 29 trường hợp hai người nhập đọc khác nhau",),
    )


def synthesis_day() -> SynthesisDay:
    """The department's day over the whole province."""
    found = groups()
    whole = together("Tỉnh Bắc Ninh", (group.whole for group in found if group.whole))
    types = tuple(standing(name, 60_000, random.Random(name), share=0.5) for name in TYPES)
    return SynthesisDay(DEPARTMENT, CAMPAIGN, DAY, "18:30", whole, found, by_type=types)


def late_day() -> LateDay:
    """Those of `synthesis_day` who were late or stay behind."""
    units = [(group.name, unit) for group in groups() for unit in group.units]
    late = tuple(
        LateUnit(unit.standing.name, parent, "17:00", unit.reporting, times=1 + index % 3)
        for index, (parent, unit) in enumerate(units)
        if not unit.reporting.at or unit.reporting.late_minutes
    )
    slow = tuple(
        SlowUnit(one.name, parent, one.expected, one.done, one.expected * 7 // 15, index % 2)
        for index, (parent, one) in enumerate((name, unit.standing) for name, unit in units)
        if one.done * 15 < one.expected * 4
    )
    return LateDay(DEPARTMENT, CAMPAIGN, DAY, "18:30", COMMUNES, late, slow)


def final() -> Final:
    """The whole campaign at its end."""
    found = groups(share=1.7)
    chance = random.Random(15)
    ended = tuple(
        FinalGroup(
            group.name,
            tuple(
                FinalUnit(unit.standing, Discipline(13, 1, chance.randint(0, 1)))
                for unit in group.units
            ),
        )
        for group in found
    )
    whole = together("Tỉnh Bắc Ninh", (group.whole for group in found if group.whole))
    days = tuple(
        FinalDay(
            CAMPAIGN.first + timedelta(days=nth),
            standing("", whole.expected, chance, share=1.6 * (nth + 1) / 15),
            Discipline(COMMUNES - nth % 4, nth % 3, nth % 4 - nth % 3 if nth % 4 > nth % 3 else 0),
        )
        for nth in range(CAMPAIGN.days)
    )
    types = tuple(standing(name, 60_000, random.Random(name), share=1.4) for name in TYPES)
    return Final(DEPARTMENT, CAMPAIGN, date(2025, 1, 16), whole, days, ended, by_type=types)


DOCUMENTS: dict[str, Callable[[], OfficialLetter]] = {
    "commune, daily": lambda: commune_report(commune_day()),
    "province, daily synthesis": lambda: synthesis_report(synthesis_day()),
    "late units": lambda: late_report(late_day()),
    "final report": lambda: final_report(final()),
}
FORMATS: dict[str, Callable[[OfficialLetter], bytes]] = {
    "PDF": letter_pdf,
    "DOCX": letter_docx,
    "XLSX": letter_xlsx,
}
TARGET = "≤ 5"


def rows() -> Table:
    """Every document in every format: seconds and size."""
    # Fonts are read once in a process.
    letter_pdf(commune_report(commune_day()))
    lines = []
    for name, make in DOCUMENTS.items():
        for kind, write in FORMATS.items():
            started = time.perf_counter()
            data = write(make())
            seconds = time.perf_counter() - started
            lines.append((name, kind, figure(seconds, 2), TARGET, figure(len(data) / 1000)))
    columns = ("document", "format", "seconds", "target", "kB")
    return Table("Official documents", columns, lines, "From figures to bytes, one process.")
