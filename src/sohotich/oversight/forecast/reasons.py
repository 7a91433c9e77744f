"""Each forecast says why, in the reader's words; never a bare date."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final

from sohotich.domain.text.figures import grouped
from sohotich.oversight.forecast.constants import HORIZON
from sohotich.oversight.forecast.flow import Pipeline
from sohotich.oversight.forecast.history import LAST, History
from sohotich.oversight.forecast.model import Forecast, Outcome

WORDS: Final = {
    "scanned": "quét",
    "keyed": "nhập liệu",
    "agreed": "giải quyết tranh chấp",
    "reviewed": "soát xét",
    "approved": "ký duyệt",
}
_NEW_DAYS: Final = 3
_UNSTEADY: Final = 0.35


def reasons(found: Forecast) -> tuple[str, ...]:
    """Short sentences, the most telling first."""
    history = found.history
    if found.outcome is Outcome.DONE:
        return (f"Đã duyệt đủ {grouped(history.expected)} trường hợp.",)
    if found.outcome is Outcome.UNKNOWN:
        return (_unknown(found),)
    line = found.line
    assert line is not None
    told = [f"Còn {grouped(history.remaining)} trường hợp.", _held_by(found)]
    if found.outcome is Outcome.TOO_FAR:
        told.append(f"Với nhịp này còn hơn {HORIZON} ngày: chưa tính được ngày xong.")
    told += [*_keyers(found, line), *_not_begun(found, line), *_weekend(found, line)]
    told += [_signing(line), *_today(history), *_width(line)]
    return tuple(told)


def _unknown(found: Forecast) -> str:
    history = found.history
    if found.missing == "expected":
        return "Chưa tính được: chưa khai số trường hợp nào phải làm."
    work = {"scanned": "quét", "keyed": "nhập đủ hai lần"}[found.missing]
    so_far = history.so_far(found.missing)
    if not so_far:
        return f"Chưa tính được: chưa {work} trường hợp nào."
    left = grouped(history.expected - so_far)
    return f"Chưa tính được: nhiều ngày nay không {work} thêm, còn {left} trường hợp."


def recent(history: History, stage: str) -> tuple[int, int]:
    """(how many, a day): the last whole days, three where there are, and their mean gain."""
    gains = history.gained(stage)
    whole = gains if history.day_share >= 1 else gains[:-1]
    last = whole[-3:] or gains
    return len(last), round(sum(last) / len(last))


def _held_by(found: Forecast) -> str:
    days, mean = recent(found.history, found.holds)
    waiting = found.history.waiting(found.holds)
    word = WORDS[found.holds]
    return (
        f"Chậm nhất là khâu {word}: {days} ngày gần nhất {grouped(mean)}/ngày,"
        f" đang chờ {grouped(waiting)}; tính tiếp với {grouped(round(found.pace))}/ngày."
    )


def _keyers(found: Forecast, line: Pipeline) -> list[str]:
    if found.history.so_far("keyed") >= found.history.expected:
        return []
    if not any(found.history.keyers):
        return []
    people = line.strength.keyers
    new = sum(1 for worked, _ in people if worked <= _NEW_DAYS)
    told = f"{len(people)} người đang nhập"
    return [f"{told}, {new} người mới, còn nhanh dần." if new else f"{told}, đã quen việc."]


def _not_begun(found: Forecast, line: Pipeline) -> list[str]:
    history = found.history
    idle = [
        WORDS[stage]
        for stage in ("agreed", "reviewed")
        if not line.pace[stage].begun and history.so_far(stage) < history.expected
    ]
    return [f"Chưa {' và '.join(idle)} trường hợp nào: tạm coi là theo kịp."] if idle else []


def _weekend(found: Forecast, line: Pipeline) -> list[str]:
    last = found.finish or found.history.today + timedelta(days=HORIZON)
    ahead = (last - found.history.today).days
    if not any(found.history.weekend(found.history.days - 1 + n) for n in range(1, ahead + 1)):
        return []
    share = line.strength.weekend
    if share < 0.15:
        return ["Cuối tuần hầu như không làm."]
    if share > 0.85:
        return ["Cuối tuần vẫn làm như ngày thường."]
    return [f"Cuối tuần làm bằng khoảng {round(share * 20) * 5} % ngày thường."]


def _signing(line: Pipeline) -> str:
    gap = max(1, math.ceil(line.signing.gap - 0.5))
    often = f"{gap} ngày một lần" if gap > 1 else "hằng ngày"
    if not line.signing.times:
        return f"Chưa ký sổ nào: tạm coi là ký {often}."
    if line.signing.per_day is not None:
        waiting = grouped(line.history.waiting(LAST))
        return f"Ký duyệt chậm hơn soát xét: {waiting} trường hợp đã soát xét chờ ký."
    return f"Sổ được ký {often}."


def _today(history: History) -> list[str]:
    if history.day_share >= 1:
        return []
    return [f"Giờ này thường đã làm được {round(history.day_share * 100)} % việc của một ngày."]


def _width(line: Pipeline) -> list[str]:
    unsteady = max(line.pace["scanned"].unsteady, line.pace["keyed"].unsteady)
    if min(line.history.days, sum(1 for g in line.history.gained("keyed") if g)) < 3:
        return ["Mới có ít ngày số liệu, nên khoảng ngày rộng."]
    return ["Nhịp các ngày chênh nhau nhiều, nên khoảng ngày rộng."] if unsteady > _UNSTEADY else []
