"""Templates taken in, killed at any moment and begun again: no row lost, none stored twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.workbook import write_records
from tests.kill.test_kills import environment
from tests.pipeline.conftest import VALUES, make_book, team  # noqa: F401

BOOKS, NUMBERS = 12, 3


def templates(folder: Path) -> None:
    folder.mkdir()
    for volume in range(2, BOOKS + 2):
        rows = [
            {**VALUES, "so": f"{n:02d}/1998", "quyenSo": f"{volume:02d}/1998"}
            for n in range(1, NUMBERS + 1)
        ]
        write_records(KHAI_SINH, "60", rows, folder / f"{volume:02d}.xlsx")


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_killed_between_and_amid_files(make_book, team, tmp_path) -> None:  # noqa: F811
    from sohotich.foundation.audit.models import AuditEntry
    from sohotich.foundation.people.acting import acting
    from sohotich.pipeline.workbooks.receiving import file_receive
    from sohotich.pipeline.workbooks.selectors import totals
    from sohotich.pipeline.workbooks.services import sending_begin
    from sohotich.register.ledger.models import Entry, LedgerEvent
    from sohotich.register.records.models import Reading

    templates(tmp_path / "filled")
    for volume in range(2, BOOKS + 2):
        book = make_book(NUMBERS, volume=volume)
        Entry.objects.filter(book=book).update(state="scanned")
    with acting(team.first):
        sending = sending_begin(actor=team.first)
        for path in sorted((tmp_path / "filled").glob("*.xlsx")):
            with path.open("rb") as stream:
                file_receive(actor=team.first, sending=sending, name=path.name, stream=stream)
    command = [sys.executable, "-m", "tests.kill.import_walk", str(tmp_path / "filled")]
    command += [team.first.username, "12", "0.2"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1])["killed"] > 2
    counts = totals(sending)
    told = (counts.files, counts.waiting, counts.rows, counts.stored, counts.unchanged)
    assert told == (BOOKS, 0, BOOKS * NUMBERS, BOOKS * NUMBERS, 0)
    entries = Entry.objects.values_list("key", "state")
    assert {state for _, state in entries} == {"keyed_once"}
    keys = sorted(key for key, _ in entries)
    assert len(keys) == BOOKS * NUMBERS
    for rows in (Reading.objects.all(), LedgerEvent.objects.filter(action="key_first")):
        assert sorted(rows.order_by().values_list("entry_id", flat=True)) == keys
    told = AuditEntry.objects.filter(action="ledger.key_first").order_by()
    assert sorted(told.values_list("subject_key", flat=True)) == keys
