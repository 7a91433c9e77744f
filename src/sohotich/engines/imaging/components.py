"""Connected components of an ink mask as runs of pixels, compiled.

A label image of four bytes a pixel costs more time to fill than all else done with it; the runs of
a page of writing are a hundredth of its pixels.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Runs = npt.NDArray[Any]  # int32: one (row, first column, column after the last) per row


@numba.njit(cache=True)
def _count(mask: Bytes) -> int:
    rows, columns = mask.shape
    total = 0
    for y in range(rows):
        before = False
        for x in range(columns):
            here = mask[y, x] != 0
            total += here and not before
            before = here
    return total


@numba.njit(cache=True)
def _root(parents: npt.NDArray[Any], run: Any) -> Any:
    while parents[run] != run:
        parents[run] = parents[parents[run]]
        run = parents[run]
    return run


@numba.njit(cache=True)
def _join_row(
    runs: npt.NDArray[Any], parents: npt.NDArray[Any], above: int, first: int, end: int
) -> None:
    """Unite the runs first…end of a row with those above…first of the row before, corners too."""
    over = above
    for run in range(first, end):
        while over < first and runs[over, 2] < runs[run, 1]:
            over += 1
        touching = over
        while touching < first and runs[touching, 1] <= runs[run, 2]:
            a, b = _root(parents, touching), _root(parents, run)
            parents[max(a, b)] = min(a, b)
            touching += 1


@numba.njit(cache=True)
def label_runs(mask: Bytes) -> tuple[Runs, Runs, Runs]:
    """The runs of a mask, the component of each (eight neighbours), the components' areas."""
    rows, columns = mask.shape
    total = _count(mask)
    runs = np.empty((total, 3), np.int32)
    parents = np.arange(total).astype(np.int32)
    above, first, end = 0, 0, 0
    for y in range(rows):
        above, first = first, end
        x = 0
        while x < columns:
            if mask[y, x] == 0:
                x += 1
                continue
            start = x
            while x < columns and mask[y, x] != 0:
                x += 1
            runs[end, 0], runs[end, 1], runs[end, 2] = y, start, x
            end += 1
        _join_row(runs, parents, above, first, end)
    labels = np.empty(total, np.int32)
    areas = np.zeros(total, np.int32)
    found = 0
    for run in range(total):
        root = _root(parents, run)
        if root == run:
            labels[run] = found
            found += 1
        else:
            labels[run] = labels[root]
        areas[labels[run]] += runs[run, 2] - runs[run, 1]
    return runs, labels, areas[:found].copy()


@numba.njit(cache=True)
def drawn(runs: Runs, labels: Runs, areas: Runs, least: int, rows: int, columns: int) -> Bytes:
    """The mask (0 or 1) of the components of at least so many pixels."""
    mask = np.zeros((rows, columns), np.uint8)
    for run in range(runs.shape[0]):
        if areas[labels[run]] >= least:
            mask[runs[run, 0], runs[run, 1] : runs[run, 2]] = 1
    return mask


@numba.njit(cache=True)
def darkness(
    before: Bytes, after: Bytes, paper: int, runs: Runs, labels: Runs, count: int
) -> tuple[Runs, Runs, Runs]:
    """For each component: darkness before, darkness after, and that of the pixels before which
    kept at least half of theirs (or whose neighbour did: a stroke may move by a pixel).
    """
    rows, columns = before.shape
    was = np.zeros(count, np.int32)
    now = np.zeros(count, np.int32)
    kept = np.zeros(count, np.int32)
    for run in range(runs.shape[0]):
        y, label = runs[run, 0], labels[run]
        for x in range(runs[run, 1], runs[run, 2]):
            old: Any = max(0, paper - np.int64(before[y, x]))
            was[label] += old
            now[label] += max(0, paper - np.int64(after[y, x]))
            darkest: Any = np.int64(255)
            for j in range(max(0, y - 1), min(rows, y + 2)):
                for i in range(max(0, x - 1), min(columns, x + 2)):
                    darkest = min(darkest, np.int64(after[j, i]))
            if 2 * (paper - darkest) >= old:
                kept[label] += old
    return was, now, kept
