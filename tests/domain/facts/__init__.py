"""Facts as rows of text, by file."""

import csv
from functools import cache
from pathlib import Path


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    path = Path(__file__).with_name(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def rows_of(name: str, column: str, value: str) -> list[dict[str, str]]:
    return [row for row in rows(name) if row[column] == value]
