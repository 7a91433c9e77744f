"""Marks of a contact sheet: what changed comes, what did not stays away, at any size."""

from __future__ import annotations

import pytest

from sohotich.pipeline.scanning.sheet_marks import changed_pages, marks_of


def pages(count: int) -> list[dict[str, object]]:
    return [{"key": f"k{n}", "order": n, "cuts": [{"number": str(n)}]} for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 127, 128, 129, 1000, 1001])
def test_one_change_brings_its_own_page_and_few_others(count: int) -> None:
    before = pages(count)
    seen = marks_of(before)
    assert len(seen) <= 128 * 8
    assert changed_pages(before, seen, seen) == []
    for place in {0, count // 2, count - 1}:
        after = pages(count)
        after[place] = {**after[place], "cuts": []}
        told = changed_pages(after, marks_of(after), seen)
        assert after[place] in told
        assert len(told) <= max(1, -(-count // 128))


def test_a_page_more_brings_every_page() -> None:
    after = pages(9)
    assert changed_pages(after, marks_of(after), marks_of(pages(8))) == after


def test_a_page_asked_for_comes_unchanged() -> None:
    same = pages(9)
    seen = marks_of(same)
    assert changed_pages(same, seen, seen, {"k4"}) == [same[4]]
