"""Whole numbers and sums of money in Vietnamese words, as they stand on papers to be paid by."""

from __future__ import annotations

from typing import Final

from sohotich.domain.text.number_words import UNITS, say_below_hundred

# By the group of three figures: counted from the right, a billion of billions follows a billion.
_GROUPS: Final = ("", "nghìn", "triệu", "tỷ")
_LARGEST: Final = 10**18


def say_number(number: int) -> str:
    """`1205040` → `một triệu hai trăm linh năm nghìn không trăm bốn mươi`; below zero `âm …`.

    ValueError from a billion of billions on.
    """
    if abs(number) >= _LARGEST:
        raise ValueError(number)
    if number < 0:
        return f"âm {say_number(-number)}"
    if number >= 10**9:
        billions, rest = divmod(number, 10**9)
        said = f"{say_number(billions)} tỷ"
        return f"{said} {_below_billion(rest, led=True)}" if rest else said
    return _below_billion(number, led=False)


def say_money(amount: int) -> str:
    """`1500` → `Một nghìn năm trăm đồng`: the line under a total, with a capital letter."""
    said = f"{say_number(amount)} đồng"
    return said[:1].upper() + said[1:]


def _below_billion(number: int, *, led: bool) -> str:
    """`led`: something stands before it, so that missing hundreds are said (không trăm)."""
    if number == 0:
        return "" if led else UNITS[0]
    words: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            words.append(_group(group, led=led or bool(words)))
            words.append(_GROUPS[place])
    return " ".join(word for word in words if word)


def _group(number: int, *, led: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words: list[str] = []
    if hundreds or led:
        words += [UNITS[hundreds], "trăm"]
    if rest:
        if words and rest < 10:
            words.append("linh")
        words.append(say_below_hundred(rest))
    return " ".join(words)
