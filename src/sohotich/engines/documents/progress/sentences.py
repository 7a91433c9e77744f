"""The short text of a report, written from its figures: what moved, what stands still, and why.

A reason is given only where the figures prove it.
"""

from __future__ import annotations

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.progress.figures import StageFigure, Standing
from sohotich.engines.documents.progress.words import WORDS, entries, joined, percent, sentence


def day_text(standing: Standing) -> tuple[str, ...]:
    """One or two paragraphs on a day: how far it went, then where work waits and came back."""
    goal = standing.goal
    if goal is None:
        return ("Các khâu chưa triển khai nên chưa có số liệu.",)
    if standing.expected == 0 and standing.done == 0:
        return ("Không có trường hợp nào phải số hóa.",)
    first = (movement(standing, goal), progress(standing, goal), against_need(standing))
    second = (
        falls(standing, goal),
        *standstill(standing, goal),
        waits(standing),
        came_back(standing),
    )
    return tuple(" ".join(filter(None, part)) for part in (first, second) if any(part))


def movement(standing: Standing, goal: StageFigure) -> str:
    """What the day added at the goal, held against the day before."""
    today, done = goal.today or 0, WORDS[goal.key].done
    if today > 0:
        return sentence(f"Trong ngày có thêm {entries(today)} {done}{_against_before(goal, today)}")
    if today < 0:
        return sentence(
            f"Trong ngày, số trường hợp {done} giảm {grouped(-today)}{_why_fell(standing)}"
        )
    if standing.left == 0:
        return ""
    if not any(stage.today for stage in standing.built):
        return "Trong ngày không khâu nào tăng."
    return (
        f"Trong ngày không có thêm trường hợp nào {done}{_why_still(standing, goal)}"
        f"{_before(goal)}{_moved(standing)}."
    )


def _against_before(goal: StageFigure, today: int) -> str:
    before = goal.before
    if before is None:
        return ""
    if before < 0:
        return f" (hôm trước giảm {grouped(-before)})"
    if before == 0:
        return " (hôm trước không có)"
    if today == before:
        return ", bằng hôm trước"
    more = "nhiều hơn" if today > before else "ít hơn"
    return f", {more} hôm trước {entries(abs(today - before))}"


def _why_fell(standing: Standing) -> str:
    back = (standing.returned and standing.returned.today) or 0
    goal = standing.goal
    fell = -(goal.today or 0) if goal else 0
    return f" do có {entries(back)} bị trả lại để sửa" if back >= fell > 0 else ""


def _why_still(standing: Standing, stage: StageFigure) -> str:
    if stage is standing.built[0]:
        return ""
    waiting = standing.waiting(stage)
    step = WORDS[stage.key].step
    return (
        f" dù có {entries(waiting)} đang chờ"
        if waiting
        else f" vì không có trường hợp nào chờ {step}"
    )


def _before(goal: StageFigure) -> str:
    return f"; hôm trước có {entries(goal.before)}" if goal.before and goal.before > 0 else ""


def _moved(standing: Standing) -> str:
    moved = [
        f"{WORDS[stage.key].step} {grouped(stage.today)}"
        for stage in standing.built
        if stage.today and stage.today > 0
    ]
    if not moved:
        return ""
    return f"; khâu tăng trong ngày: {', '.join(moved)}"


def progress(standing: Standing, goal: StageFigure) -> str:
    """How far the whole has come."""
    words, expected, done = WORDS[goal.key], standing.expected, standing.done
    if done > expected:
        over = entries(done - expected)
        return f"Lũy kế đến nay {entries(done)} {words.done}, nhiều hơn số kiểm kê {over}."
    if done == 0:
        if expected == 1:
            return f"Trường hợp duy nhất phải số hóa chưa {words.done}."
        return f"Đến nay chưa có trường hợp nào trong {entries(expected)} {words.done}."
    if done == expected:
        if expected == 1:
            return f"Đến nay trường hợp duy nhất phải số hóa đã {words.done}."
        return f"Đến nay toàn bộ {entries(expected)} đã {words.done}."
    reached = percent(done, expected)
    left = entries(standing.left)
    return (
        f"Lũy kế đến nay {grouped(done)}/{entries(expected)} {words.done}, "
        f"đạt {reached}; còn {left}."
    )


def against_need(standing: Standing) -> str:
    """Held against what the plan asks for by then; nothing once all is done."""
    needed = standing.needed
    if not needed or standing.left == 0:
        return ""
    gap = standing.done - needed
    if gap == 0:
        return f"Số đã đạt bằng mức cần đạt đến hết ngày ({entries(needed)})."
    word = "nhiều hơn" if gap > 0 else "còn thiếu"
    by = f"{word} {entries(gap)}" if gap > 0 else f"{word} {entries(-gap)}"
    return f"So với mức cần đạt đến hết ngày ({entries(needed)}), {by}."


def falls(standing: Standing, goal: StageFigure) -> str:
    """The other stages whose figures fell."""
    fell = [
        f"{WORDS[stage.key].step} giảm {grouped(-stage.today)}"
        for stage in standing.built
        if stage is not goal and stage.today and stage.today < 0
    ]
    return sentence(f"Khâu {', '.join(fell)}") if fell else ""


def standstill(standing: Standing, goal: StageFigure) -> list[str]:
    """Stages without progress on a day when others moved, and what the figures say about why."""
    built = standing.built
    if not any(stage.today for stage in built):
        return []
    still = [
        stage
        for stage in built
        if stage is not goal and stage.today == 0 and (stage.so_far or 0) < standing.expected
    ]
    said = [_still(standing, stage) for stage in still if standing.waiting(stage)]
    idle = [WORDS[stage.key].step for stage in still if not standing.waiting(stage)]
    if idle:
        many = "Các khâu" if len(idle) > 1 else "Khâu"
        said.append(f"{many} {joined(idle)} không tăng vì không có trường hợp nào chờ.")
    return said


def _still(standing: Standing, stage: StageFigure) -> str:
    waiting = entries(standing.waiting(stage))
    step = WORDS[stage.key].step
    if stage is standing.built[0]:
        return f"Khâu {step} không tăng, còn {waiting} chưa {step}."
    return f"Khâu {step} không tăng dù có {waiting} đang chờ."


def waits(standing: Standing) -> str:
    """Where most work waits between two stages."""
    waiting = {stage.key: standing.waiting(stage) for stage in standing.built[1:]}
    most = max(waiting.values(), default=0)
    if most == 0:
        return ""
    steps = [WORDS[key].step for key, count in waiting.items() if count == most]
    if len(steps) == 1:
        return f"Việc chờ nhiều nhất ở khâu {steps[0]}: {entries(most)}."
    return f"Việc chờ nhiều nhất ở các khâu {joined(steps)}, mỗi khâu {entries(most)}."


def came_back(standing: Standing) -> str:
    """What was sent back for repair, on the day and still open."""
    back = standing.returned
    if back is None or not back.built:
        return ""
    today, open_ = max(0, back.today or 0), back.so_far or 0
    if today and open_:
        return f"Trong ngày có {entries(today)} bị trả lại; hiện còn {entries(open_)} đang sửa."
    if today:
        all_of = "đều đã" if today > 1 else "đã"
        return f"Trong ngày có {entries(today)} bị trả lại, {all_of} sửa xong."
    if open_:
        return f"Hiện còn {entries(open_)} bị trả lại, đang sửa."
    return ""
