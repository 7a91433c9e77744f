"""From what the work says to points, order and proposal. Pure.

Points of a criterion are its full points times an exact share, rounded to a hundredth; the score is
their sum, so that what stands on paper adds up. Equal scores are told apart by the criteria in the
order of their weight; who is equal there too has the same rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sohotich.domain.text.figures import grouped
from sohotich.oversight.merit.criteria import (
    JUDGES,
    TITLES,
    Candidate,
    Mark,
    Peers,
    decimal_words,
    rounded,
)
from sohotich.oversight.merit.rules import Rules, Subject

_NAMED = 3


@dataclass(frozen=True)
class Scored:
    """One criterion of a line; `points` of `full`."""

    criterion: str
    mark: Mark
    points: Decimal
    full: int


@dataclass(frozen=True)
class Placed:
    """A candidate's line. `rank` None: too small to be ranked, `why` says so; else `why` tells the
    proposal or its absence. `tie`: how it stands to those of equal score, "" where there is none.
    """

    candidate: Candidate
    scored: tuple[Scored, ...]
    score: Decimal
    rank: int | None
    proposed: bool
    why: str
    tie: str = ""


def placed(candidates: Sequence[Candidate], subject: Subject, rules: Rules) -> list[Placed]:
    """Everybody with points; the ranked first, by rank, then those with too little to judge."""
    least = rules.least(subject)
    ranked = [one for one in candidates if one.load >= least]
    peers = Peers(_middle([one.pace for one in ranked if one.pace]))
    lines = [_scored(one, peers, subject, rules) for one in candidates]
    lines.sort(key=lambda line: (line[0].load < least, _order(line), line[0].name, line[0].key))
    scores: list[Decimal] = [_score(line) for line in lines[: len(ranked)]]
    orders = [_order(line) for line in lines[: len(ranked)]]
    found = []
    for index, line in enumerate(lines):
        if index >= len(ranked):
            found.append(_small(line, least, subject))
            continue
        rank = orders.index(orders[index]) + 1
        proposed, why = _proposal(rank, scores[index], len(ranked), subject, rules)
        tie = _tie(index, lines[: len(ranked)], orders, scores)
        found.append(Placed(line[0], line[1], scores[index], rank, proposed, why, tie))
    return found


def criticised(candidates: Sequence[Candidate], subject: Subject, rules: Rules) -> list[Placed]:
    """Those whom the published bounds name, more grounds first, then the slower; nobody has a rank.

    A unit under the least load is not judged by its progress, but by its days.
    """
    found = []
    for one in candidates:
        marks = _scored(one, Peers(), subject, rules)[1]
        grounds, slow = _grounds(one, subject, rules)
        if grounds:
            kept = tuple(line for line in marks if line.criterion in ("progress", "punctual"))
            zero = sum((line.points for line in kept), Decimal(0))
            found.append((-len(grounds), slow, one.name, one.key, kept, zero, grounds, one))
    return [
        Placed(one, kept, score, None, proposed=True, why=" ".join(grounds))
        for _, _, _, _, kept, score, grounds, one in sorted(found, key=lambda row: row[:4])
    ]


_Line = tuple[Candidate, tuple[Scored, ...]]


def _scored(one: Candidate, peers: Peers, subject: Subject, rules: Rules) -> _Line:
    scored = []
    for criterion, full in rules.weights(subject).items():
        mark = JUDGES[criterion](one, peers, rules)
        scored.append(Scored(criterion, mark, rounded(mark.share * full, "0.01"), full))
    return one, tuple(scored)


def _score(line: _Line) -> Decimal:
    return sum((one.points for one in line[1]), Decimal(0))


def _order(line: _Line) -> tuple[Decimal, ...]:
    return (-_score(line), *(-one.points for one in line[1]))


def _middle(values: Sequence[Fraction]) -> Fraction | None:
    """The median: of an even number the mean of the two in the middle."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _proposal(
    rank: int, score: Decimal, ranked: int, subject: Subject, rules: Rules
) -> tuple[bool, str]:
    share = "commend_people" if subject is Subject.PERSON else "commend_units"
    places = max(ranked * rules.whole(share) // 100, 1)
    bound = rules.whole("commend_points")
    if rank > places:
        return False, f"Ngoài {grouped(places)} vị trí đầu trong {grouped(ranked)} được xếp hạng."
    if score < bound:
        return False, f"Dưới {bound} điểm."
    return True, f"Hạng {rank} trong {grouped(ranked)}, đạt từ {bound} điểm."


def _small(line: _Line, least: int, subject: Subject) -> Placed:
    what = "đã nhập" if subject is Subject.PERSON else "phải làm"
    unit = "lần nhập" if subject is Subject.PERSON else "trường hợp"
    why = f"Không xếp hạng: {what} {grouped(line[0].load)}, dưới mức {grouped(least)} {unit}."
    return Placed(line[0], line[1], _score(line), None, proposed=False, why=why)


def _tie(
    index: int,
    lines: Sequence[_Line],
    orders: Sequence[tuple[Decimal, ...]],
    scores: Sequence[Decimal],
) -> str:
    mine = scores[index]
    equal = [other for other in range(len(lines)) if other != index and scores[other] == mine]
    if not equal:
        return ""
    alike = [lines[other][0].name for other in equal if orders[other] == orders[index]]
    words = [f"đồng hạng với {_named(alike)}: mọi tiêu chí bằng điểm"] if alike else []
    apart = [other for other in equal if orders[other] != orders[index]]
    nearest = sorted(apart, key=lambda other: abs(other - index))[:_NAMED]
    words += [_told_apart(lines[index], lines[other]) for other in nearest]
    return f"Cùng {decimal_words(mine)} điểm: {'; '.join(words)}."


def _told_apart(line: _Line, other: _Line) -> str:
    pairs = zip(line[1], other[1], strict=True)
    mine, theirs = next((a, b) for a, b in pairs if a.points != b.points)
    place = "trên" if mine.points > theirs.points else "dưới"
    return (
        f"xếp {place} {other[0].name} theo “{TITLES[mine.criterion]}”"
        f" ({decimal_words(mine.points)} so với {decimal_words(theirs.points)})"
    )


def _named(names: Sequence[str]) -> str:
    more = f" và {len(names) - _NAMED} nơi khác" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _grounds(one: Candidate, subject: Subject, rules: Rules) -> tuple[list[str], Fraction]:
    """The bounds passed, in words, and how far the unit came of what was needed."""
    reached = one.done.whole / one.needed if one.needed else Fraction(1)
    grounds = []
    bound = rules.part("criticise_progress")
    if one.load >= rules.least(subject) and not one.finished and reached < bound:
        grounds.append(
            f"Chậm tiến độ: đạt {decimal_words(rounded(reached * 100, '0.1'))} % mức cần,"
            f" dưới {rules.whole('criticise_progress')} %."
        )
    days, most = one.late + one.silent, rules.whole("criticise_days")
    if days >= most:
        grounds.append(
            f"Chậm báo cáo: {days} ngày không đúng giờ ({one.late} ngày nộp muộn, {one.silent} ngày"
            f" không báo cáo), từ {most} ngày trở lên."
        )
    return grounds, reached
