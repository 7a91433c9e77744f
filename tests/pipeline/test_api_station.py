"""The station of the documents against a server: a folder of scans becomes pages of a book."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sohotich.register.images.models import Page
from tests.pipeline.drawing import draw_folder
from tests.pipeline.station import issue

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "scan-station.sh"


def test_a_folder_is_sent_in_its_order_once(live_server, make_book, person, tmp_path) -> None:
    book = make_book(last=3)
    token = tmp_path / "token"
    token.write_text(issue(person("quantri", "quan_tri", unit="27"), "scan.upload").secret)
    folder = draw_folder(tmp_path / "scans", 3)
    (folder / "ghi chú.txt").write_text("không phải ảnh")
    given = {
        "PATH": os.environ["PATH"],
        "SERVER": live_server.url,
        "TOKEN_FILE": str(token),
        "BOOK": str(book.key),
        "PAUSE": "0",
        "SETTLED": "0",
    }
    names = sorted(path.name for path in folder.glob("*.jpg"))
    command = ["sh", SCRIPT, folder, "2"]
    done = subprocess.run(command, env=given, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    pages = Page.objects.filter(book=book).order_by("order")
    assert [page.name for page in pages] == names
    assert sorted(path.name for path in (folder / "da-gui").iterdir()) == names
    (told,) = (folder / "bi-tu-choi").glob("*.json")
    assert "media_type" in told.read_text()
