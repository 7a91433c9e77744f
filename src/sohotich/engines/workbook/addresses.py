"""Cell addresses as Excel shows them: column letters and row numbers from 1."""

from __future__ import annotations

from functools import cache


@cache
def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def address(row: int, column: int) -> str:
    """The address of a cell: `row` from 1, `column` from 0; (7, 1) → B7."""
    return f"{column_letters(column)}{row}"
