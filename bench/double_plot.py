"""The curves of `bench.double` as a picture for the documents."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 70, 20, 20, 50
LOWEST, HIGHEST = 0.03, 2.0
COLOURS = {"uniform": "#0b6e6e", "clustered": "#b45309"}
DASHES = {"ours": "", "random": "7 4", "bound": "2 4"}
_MARKS = (0.03, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Line:
    """A curve: points of keyings per field and percent of fields wrong."""

    variant: str
    policy: str
    points: Sequence[tuple[float, float]]


def svg(lines: Sequence[Line], target: float) -> str:
    """Error on a logarithmic scale over the cost; `target` in percent."""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="12">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            *_grid(),
            f'<path d="M{_x(1):.1f} {_y(target):.1f}H{_x(2.1):.1f}" stroke="#15803d"/>',
            f'<text x="{_x(1.02):.1f}" y="{_y(target) - 4:.1f}" fill="#15803d">target</text>',
            *(drawn for line in lines for drawn in _curve(line)),
            *(drawn for at, line in enumerate(lines) for drawn in _legend(at, line)),
            "</svg>\n",
        )
    )


def _x(cost: float) -> float:
    return LEFT + (cost - 1) / 1.1 * (WIDTH - LEFT - RIGHT)


def _y(percent: float) -> float:
    share = math.log(max(percent, LOWEST) / LOWEST) / math.log(HIGHEST / LOWEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _grid() -> Iterator[str]:
    for mark in _MARKS:
        yield f'<path d="M{LEFT} {_y(mark):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        text = f"{mark:g} %".replace(".", ",")
        yield f'<text x="{LEFT - 8}" y="{_y(mark) + 4:.1f}" text-anchor="end">{text}</text>'
    for tenth in range(10, 22, 2):
        at = f"{_x(tenth / 10):.1f}"
        text = f"{tenth / 10:.1f}".replace(".", ",")
        yield f'<text x="{at}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{text}</text>'
    yield f'<text x="{WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle">keyings per field</text>'


def _curve(line: Line) -> Iterator[str]:
    colour, dash = COLOURS[line.variant], DASHES[line.policy]
    path = "L".join(f"{_x(cost):.1f} {_y(percent):.1f}" for cost, percent in line.points)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-dasharray="{dash}"/>'
    if line.policy == "ours":
        for cost, percent in line.points:
            yield f'<circle cx="{_x(cost):.1f}" cy="{_y(percent):.1f}" r="3" fill="{colour}"/>'


def _legend(at: int, line: Line) -> Iterator[str]:
    y, x = TOP + 16 + 18 * at, WIDTH - 190
    colour, dash = COLOURS[line.variant], DASHES[line.policy]
    yield f'<path d="M{x} {y - 4}h36" stroke="{colour}" stroke-dasharray="{dash}"/>'
    yield f'<text x="{x + 44}" y="{y}">{escape(line.policy)}, {escape(line.variant)}</text>'
