"""The text of the final report, written from its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.progress.figures import Standing
from sohotich.engines.documents.progress.final_figures import Discipline, FinalDay
from sohotich.engines.documents.progress.sentences import came_back, progress, waits
from sohotich.engines.documents.progress.words import WORDS, entries, percent


def final_text(whole: Standing, days: Sequence[FinalDay]) -> tuple[str, ...]:
    """Where the whole stands at the end, how the days went, what is still open."""
    goal = whole.goal
    if goal is None:
        return ("Các khâu chưa triển khai nên chưa có số liệu.",)
    if whole.expected == 0 and whole.done == 0:
        return ("Không có trường hợp nào phải số hóa.",)
    first = (progress(whole, goal), _pace(days))
    second = (waits(whole), came_back(_without_last_day(whole)))
    return tuple(" ".join(filter(None, part)) for part in (first, second) if any(part))


def _without_last_day(whole: Standing) -> Standing:
    """The same without the last day's returns: at the end only what is still open matters."""
    back = whole.returned
    return replace(whole, returned=replace(back, today=0)) if back else whole


def _pace(days: Sequence[FinalDay]) -> str:
    done = [(goal.today or 0, day.day) for day in days if (goal := day.standing.goal)]
    if len(done) < 2 or sum(count for count, _ in done) <= 0:
        return ""
    words = WORDS[goal.key].done if (goal := days[-1].standing.goal) else ""
    average = sum(count for count, _ in done) // len(done)
    most = max(done, key=lambda one: one[0])
    least = min(done, key=lambda one: one[0])
    mean = f"bình quân {entries(average)} {words} mỗi ngày" if average else ""
    if most[0] == least[0]:
        return f"{mean[0].upper()}{mean[1:]}, các ngày như nhau." if mean else ""
    peak = f"ngày nhiều nhất là {most[1]:%d/%m/%Y} ({entries(most[0])})"
    low = f"ngày ít nhất là {least[1]:%d/%m/%Y} ({_low(least[0])})"
    text = "; ".join(filter(None, (mean, peak, low)))
    return f"{text[0].upper()}{text[1:]}."


def _low(count: int) -> str:
    if count < 0:
        return f"giảm {grouped(-count)}"
    return entries(count) if count else "không tăng"


def discipline_text(of: Discipline) -> str:
    """How the reports came in over all days."""
    if of.due == 0:
        return "Không có báo cáo nào phải nộp."
    if of.on_time == of.due:
        return f"Toàn bộ {grouped(of.due)} lượt báo cáo đều đúng giờ."
    counts = ((of.on_time, "đúng giờ"), (of.late, "muộn"), (of.missing, "không báo cáo"))
    parts = [
        f"{grouped(count)} lượt {word} ({percent(count, of.due)})"
        for count, word in counts
        if count
    ]
    return f"Trong {grouped(of.due)} lượt báo cáo phải nộp có {', '.join(parts)}."
