"""Who is slowest, and why, in words that name what to do something about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sohotich.domain.text.figures import grouped
from sohotich.oversight.dashboards.figures import Said, Tile
from sohotich.oversight.dashboards.pace import Pace
from sohotich.oversight.facts.stages import FUNNEL
from sohotich.oversight.forecast.model import Outcome
from sohotich.oversight.forecast.reasons import WORDS
from sohotich.oversight.reports.chain import State


@dataclass(frozen=True)
class Slow:
    """A commune behind the line; `why`: the most telling first, at least one."""

    tile: Tile
    why: tuple[str, ...]


def slowest(tiles: list[Tile], said: Mapping[str, Said]) -> list[Slow]:
    """Those behind the line, the furthest behind first."""
    behind = [one for one in tiles if one.standing.pace in (Pace.BEHIND, Pace.FAR_BEHIND)]
    ordered = sorted(behind, key=lambda one: (-one.standing.behind, -one.standing.expected))
    return [Slow(one, reasons_of(one, said.get(one.place.code, []))) for one in ordered]


def reasons_of(tile: Tile, said: Said) -> tuple[str, ...]:
    """Reports, then people and machines, then the stage where most waits."""
    told = [*_reports(said), *_still(tile), _waiting(tile), *_people(tile)]
    return tuple(word for word in told if word)


def _reports(said: Said) -> list[str]:
    silent = 0
    for _, state, _ in reversed(said):
        if state is not State.SILENT:
            break
        silent += 1
    if silent:
        return [f"chưa báo cáo {silent} ngày liền" if silent > 1 else "chưa báo cáo"]
    late = sum(1 for _, state, _ in said if state is State.LATE)
    return [f"nộp muộn {late}/{len(said)} ngày"] if late else []


def _still(tile: Tile) -> list[str]:
    outlook = tile.outlook
    if outlook is None:
        return []
    if outlook.forecast.outcome is Outcome.UNKNOWN and outlook.forecast.missing in WORDS:
        work = WORDS[outlook.forecast.missing]
        some = tile.counts[outlook.forecast.missing].so_far
        return [f"{work}: nhiều ngày không thêm" if some else f"chưa {work} trường hợp nào"]
    left = tile.counts["expected"].so_far - tile.counts["scanned"].so_far
    days = len(outlook.scanners)
    if left > 0 and days > 1 and not any(outlook.scanners):
        return [f"{days} ngày không ai quét, còn {grouped(left)}"]
    return []


def _waiting(tile: Tile) -> str:
    counts = tile.counts
    waits = {
        key: counts[FUNNEL[place]].so_far - counts[key].so_far
        for place, key in enumerate(FUNNEL[1:])
        if key in WORDS
    }
    most = max(waits, key=lambda key: waits[key])
    if not waits[most]:
        return f"còn {grouped(tile.standing.expected - tile.standing.approved)}"
    return f"chờ {WORDS[most]} {grouped(waits[most])}"


def _people(tile: Tile) -> list[str]:
    outlook = tile.outlook
    if outlook is None:
        return []
    left = tile.counts["expected"].so_far - tile.counts["keyed"].so_far
    return [f"{outlook.keyers} người nhập"] if left > 0 else []
