"""The inner loop of the JBIG2 encoder, compiled: arithmetic coder and generic region.

ITU-T T.88: template 0 with its nominal adaptive pixels (6.2.5.3), typical prediction (6.2.5.7),
the arithmetic encoder as in ITU-T T.800 annex C, which T.88 annex E decodes.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

# T.88 table E.1: probability of the less probable symbol, next state after MPS and LPS, switch.
_STATES = np.array(
    [
        (0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0),
        (0x0521, 5, 29, 0), (0x0221, 38, 33, 0), (0x5601, 7, 6, 1), (0x5401, 8, 14, 0),
        (0x4801, 9, 14, 0), (0x3801, 10, 14, 0), (0x3001, 11, 17, 0), (0x2401, 12, 18, 0),
        (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0), (0x5601, 15, 14, 1), (0x5401, 16, 14, 0),
        (0x5101, 17, 15, 0), (0x4801, 18, 16, 0), (0x3801, 19, 17, 0), (0x3401, 20, 18, 0),
        (0x3001, 21, 19, 0), (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0),
        (0x1C01, 25, 22, 0), (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0),
        (0x1201, 29, 26, 0), (0x1101, 30, 27, 0), (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0),
        (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0), (0x02A1, 36, 33, 0),
        (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0),
        (0x0049, 41, 38, 0), (0x0025, 42, 39, 0), (0x0015, 43, 40, 0), (0x0009, 44, 41, 0),
        (0x0005, 45, 42, 0), (0x0001, 45, 43, 0), (0x5601, 46, 46, 0),
    ],
    np.int64,
)  # fmt: skip
# A context's byte is 2 × state + its likely bit, so the tables below have two rows per state.
_SHARE = np.repeat(_STATES[:, 0], 2)
_LIKELY_NEXT = np.array([2 * s[1] + bit for s in _STATES for bit in (0, 1)], np.uint8)
_UNLIKELY_NEXT = np.array([2 * s[2] + (bit ^ s[3]) for s in _STATES for bit in (0, 1)], np.uint8)
_TYPICAL_CONTEXT = 0x9B25  # T.88 figure 8: context of the "row repeats" decision, template 0

Bytes = npt.NDArray[np.uint8]
Coder = tuple[int, int, int, int]  # the registers C, A, CT and BP of T.800


@numba.njit(cache=True)
def _byte_out(low: int, at: int, out: Bytes) -> tuple[int, int, int]:
    if out[at] != 0xFF and low >= 0x8000000:
        out[at] += 1
        low &= 0x7FFFFFF
    if out[at] == 0xFF:
        out[at + 1] = low >> 20
        return low & 0xFFFFF, 7, at + 1
    out[at + 1] = low >> 19
    return low & 0x7FFFF, 8, at + 1


@numba.njit(cache=True)
def _encode(bit: int, context: int, contexts: Bytes, coder: Coder, out: Bytes) -> Coder:
    """One decision that may change the state (the caller handles the plain likely case)."""
    low, width, count, at = coder
    state = contexts[context]
    share = _SHARE[state]
    width -= share
    unlikely = bit != (state & 1)
    if unlikely == (width < share):
        low += share
    else:
        width = share
    if unlikely:
        contexts[context] = _UNLIKELY_NEXT[state]
    elif width & 0x8000 == 0:
        contexts[context] = _LIKELY_NEXT[state]
    while width & 0x8000 == 0:
        width <<= 1
        low <<= 1
        count -= 1
        if count == 0:
            low, count, at = _byte_out(low, at, out)
    return low, width, count, at


@numba.njit(cache=True)
def _flush(coder: Coder, out: Bytes) -> Any:
    low, width, count, at = coder
    top = low + width
    low |= 0xFFFF
    if low >= top:
        low -= 0x8000
    for _ in range(2):
        low <<= count
        low, count, at = _byte_out(low, at, out)
    if out[at] != 0xFF:
        at += 1
        out[at] = 0xFF
    out[at + 1] = 0xAC
    return at + 2


@numba.njit(cache=True)
def _repeats(row: Bytes, above: Bytes) -> int:
    for x in range(4, row.size - 4):
        if row[x] != above[x]:
            return 0
    return 1


@numba.njit(cache=True)
def encode_region(padded: Bytes, out: Bytes) -> Any:
    """Code a bitmap framed by 2 zero rows on top and 4 zero columns left and right.

    `out` must be zeroed and large enough; its byte 0 is scratch. Returns the end of the code,
    which starts at byte 1.
    """
    rows, columns = padded.shape
    contexts = np.zeros(65536, np.uint8)
    low, width, count, at = 0, 0x8000, 12, 0
    was_typical = 0
    for y in range(2, rows):
        above2, above, row = padded[y - 2], padded[y - 1], padded[y]
        typical = _repeats(row, above)
        low, width, count, at = _encode(
            typical ^ was_typical, _TYPICAL_CONTEXT, contexts, (low, width, count, at), out
        )
        was_typical = typical
        if typical:
            continue
        # np.int64 throughout: numba turns mixed signed and unsigned shifts into floats.
        top = np.int64(above2[4]) << 1 | np.int64(above2[5])
        middle = np.int64(above[4]) << 2 | np.int64(above[5]) << 1 | np.int64(above[6])
        left = np.int64(0)
        for x in range(4, columns - 4):
            top = ((top << 1) | np.int64(above2[x + 2])) & 0x1F
            middle = ((middle << 1) | np.int64(above[x + 3])) & 0x7F
            bit = np.int64(row[x])
            context = (top << 11) | (middle << 4) | left
            left = ((left << 1) | bit) & 0xF
            state = contexts[context]
            narrower = width - _SHARE[state]
            if bit == (state & 1) and narrower & 0x8000:
                low, width = low + _SHARE[state], narrower
                continue
            low, width, count, at = _encode(bit, context, contexts, (low, width, count, at), out)
    return _flush((low, width, count, at), out)
