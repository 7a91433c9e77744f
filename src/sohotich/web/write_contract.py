"""Writes `generated/openapi.json` anew: `python -m sohotich.web.write_contract` (make generate)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import django

CONTRACT: Final = Path(__file__).resolve().parents[3] / "generated" / "openapi.json"


def main() -> None:
    """The API knows its routers only once Django stands; a database it does not need."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sohotich.config.settings")
    django.setup()
    from sohotich.web.connect import written

    CONTRACT.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
