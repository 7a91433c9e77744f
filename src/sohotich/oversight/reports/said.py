"""What a report says in words: of itself, of its people and machines, of what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping

from sohotich.engines.documents.progress import Reporting
from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages.numbers import grouped
from sohotich.oversight.reports.figures import FORCE
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.open_difficulties import words_of
from sohotich.oversight.reports.selectors import DayReport, Line
from sohotich.oversight.reports.standing_figures import standing_of
from sohotich.oversight.reports.texts import wording_of


def said_of(line: Line) -> Report:
    """What the unit stands for: of a report that nobody confirmed, no word."""
    return line.report if not line.missing else Report(due_at=line.report.due_at)


def text_of(found: DayReport) -> tuple[str, ...]:
    """The short text of the report, a paragraph each."""
    return wording_of(found.report, found.state, standing_of(found)).paragraphs


def staffing_of(found: DayReport) -> tuple[str, ...]:
    """What the unit says of its people and machines, then what was written down beside it."""
    written_down = force_words(found.figures.get("force", {}))
    return tuple(filter(None, (staffing_words(said_of(found.line)), written_down)))


def difficulties_of(found: DayReport) -> tuple[str, ...]:
    """What the unit says stands in its way, then what it raised and is not closed."""
    return (*said_of(found.line).difficulties.splitlines(), *words_of(found.raised))


def proposals_of(found: DayReport) -> tuple[str, ...]:
    """What the unit asks for."""
    return tuple(said_of(found.line).remarks.splitlines())


def staffing_words(report: Report) -> str:
    """`8 người có mặt, 2 ca, 2 máy quét chạy`; "" where nothing was said."""
    parts = (
        (report.people, "người có mặt"),
        (report.shifts, "ca"),
        (report.machines, "máy quét chạy"),
    )
    return ", ".join(f"{grouped(count)} {words}" for count, words in parts if count is not None)


def written_down(force: Mapping[str, float]) -> bool:
    """Whether anybody wrote down people, shifts or machines: else their zeros mean nothing."""
    return any(force.get(key) for key in FORCE)


def force_words(force: Mapping[str, float]) -> str:
    """`Theo phân ca và danh mục máy: 9 người, 2 ca làm, 54 giờ công, …`; "" where nobody wrote any
    of it down.
    """
    if not written_down(force):
        return ""
    told = (f"{number_words(force[key])} {words.lower()}" for key, words in FORCE.items())
    return f"Theo phân ca và danh mục máy: {', '.join(told)}"


def reporting_of(line: Line) -> Reporting:
    """When the unit confirmed, and how late that was."""
    at = line.report.confirmed_at
    return Reporting(f"{shown(at):%H:%M}" if at else "", line.report.late_minutes or 0)


def number_words(count: float) -> str:
    """`1.846`, `54,5`."""
    return grouped(int(count)) if count == int(count) else f"{count:.1f}".replace(".", ",")
