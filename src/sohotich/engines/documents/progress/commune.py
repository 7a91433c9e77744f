"""The commune's daily report: due before 17:00, to the district or what took its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sohotich.engines.documents.fonts import BOLD
from sohotich.engines.documents.official.form import TEXT_WIDTH, TITLE_SIZE, long_date, one_line
from sohotich.engines.documents.official.letter import Block, Heading, OfficialLetter
from sohotich.engines.documents.official.lines import width_of
from sohotich.engines.documents.progress.figures import Campaign, Sender, Standing
from sohotich.engines.documents.progress.sentences import day_text
from sohotich.engines.documents.progress.tables import so_far_table, stage_table
from sohotich.engines.documents.progress.words import sentence


@dataclass(frozen=True)
class CommuneDay:
    """One day of one commune. `cut_off` is the clock time of the close ("17:00").

    `text` is what the officer made of `day_text`; empty, the text is written from the figures.
    Of `by_type`, one standing for each kind of book, a table is drawn where there are several.
    """

    sender: Sender
    campaign: Campaign
    day: date
    cut_off: str
    standing: Standing
    by_type: tuple[Standing, ...] = ()
    text: tuple[str, ...] = ()
    staffing: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


def commune_report(day: CommuneDay) -> OfficialLetter:
    """The letter of a commune's day."""
    figures: list[Block] = [stage_table(day.standing), *(day.text or day_text(day.standing))]
    parts: list[tuple[str, Sequence[Block]]] = [("Kết quả số hóa sổ hộ tịch", figures)]
    if len(day.by_type) > 1:
        table = so_far_table("Theo loại sổ", "Loại sổ", day.by_type)
        parts.append(("Kết quả theo loại sổ", [table]))
    parts += [
        ("Nhân lực, thiết bị", said(day.staffing, UNKNOWN)),
        ("Khó khăn, vướng mắc", said(day.difficulties)),
        ("Đề xuất, kiến nghị", said(day.proposals)),
    ]
    return day.sender.letter(
        day=day.day,
        abstract=day_abstract("Kết quả thực hiện", day.campaign, day.day),
        body=(
            opening(day.sender, day.campaign, f"đến {day.cut_off} ngày {day.day:%d/%m/%Y}"),
            *numbered(parts),
            closing(day.sender),
        ),
    )


UNKNOWN = "Chưa có thông tin."


def day_abstract(what: str, campaign: Campaign, day: date) -> str:
    """`Kết quả thực hiện Chiến dịch …` and under it the day, with its number in the campaign."""
    nth = campaign.nth(day)
    number = f" (ngày thứ {nth})" if 1 <= nth <= campaign.days else ""
    line = f"{what} {campaign.name}"
    if width_of(line, BOLD, TITLE_SIZE) > TEXT_WIDTH:
        line = f"{what}\n{campaign.name}"
    return f"{line}\n{long_date(day)}{number}"


def opening(sender: Sender, campaign: Campaign, until: str) -> str:
    """On what plan the report stands and until when it counts."""
    agency = one_line(sender.agency)
    return f"Thực hiện {campaign.basis}, {agency} báo cáo kết quả {until} như sau:"


def closing(sender: Sender) -> str:
    """The last sentence, without its stop."""
    return f"{one_line(sender.agency)} trân trọng báo cáo"


def said(lines: Sequence[str], empty: str = "Không.") -> list[str]:
    """What people wrote, a paragraph each; `empty` where they wrote nothing."""
    return [sentence(line) for line in lines if line.strip()] or [empty]


def numbered(parts: Sequence[tuple[str, Sequence[Block]]]) -> list[Block]:
    """Parts under headings counted from 1; a part without content is left out."""
    blocks: list[Block] = []
    kept = [(title, body) for title, body in parts if body]
    for index, (title, body) in enumerate(kept, start=1):
        blocks += [Heading(f"{index}. {title}"), *body]
    return blocks
