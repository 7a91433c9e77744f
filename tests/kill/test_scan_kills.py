"""Scanning killed at any step and begun again gives the bytes of a run that nobody disturbed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kill.test_kills import run_killed
from tests.pipeline.conftest import make_book, team  # noqa: F401
from tests.pipeline.drawing import draw_folder

SCRIPT = "tests.kill.scan_walk"


def made(book: object) -> list[tuple[object, ...]]:
    """Of every number: its PDF's content, what was said of it, the cuts it was pressed from."""
    from sohotich.register.images.models import EntryImage

    images = EntryImage.objects.filter(book=book, current=True).select_related("entry")
    return [
        (image.entry.number, image.sha256, image.verdict, image.recipe, image.fingerprint)
        for image in images.order_by("entry__number")
    ]


def drill(make_book, tmp_path: Path, pages: int, kills: int, longest: float) -> None:  # noqa: F811
    from sohotich.register.ledger.models import LedgerEvent

    folder = draw_folder(tmp_path / "scans", pages, entries=2)
    killed, quiet = (
        make_book(2 * pages, volume=volume, layout="two", unit_code="09508") for volume in (2, 3)
    )
    given = {"longest": longest, "script": SCRIPT}
    assert run_killed(killed, folder, tmp_path, kills=kills, **given) > kills // 2
    assert run_killed(quiet, folder, tmp_path, kills=0, **given) == 0
    assert len(made(killed)) == 2 * pages
    assert made(killed) == made(quiet)
    moved = LedgerEvent.objects.filter(entry__book=killed, action="attach_image")
    assert moved.count() == 2 * pages, "each number once"


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_a_short_book(make_book, tmp_path) -> None:  # noqa: F811
    drill(make_book, tmp_path, pages=5, kills=6, longest=0.7)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(7200)
def test_a_book_of_five_hundred_pages(make_book, tmp_path) -> None:  # noqa: F811
    drill(make_book, tmp_path, pages=500, kills=60, longest=6.0)
