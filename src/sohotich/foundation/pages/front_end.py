"""Where the built front end's files lie: the bundler's manifest, read once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static

BUILT = Path(__file__).parent / "static" / "built"
_ENTRIES = {
    "shell": "src/shell/main.ts",
    "keying": "src/keying/main.ts",
    "capture": "src/capture/main.ts",
    "contact_sheet": "src/contact-sheet/main.ts",
    "comparison": "src/comparison/main.ts",
    "review": "src/review/main.ts",
    "worker": "src/worker/main.ts",
}


class NotBuilt(RuntimeError):
    """The front end has not been built; `make setup` builds it."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses of one entry: its script, the scripts that imports, its style sheets."""

    script: str
    imports: tuple[str, ...]
    styles: tuple[str, ...]


@cache
def _manifest() -> dict[str, Any]:
    path = BUILT / "manifest.json"
    if not path.is_file():
        raise NotBuilt("chưa dựng giao diện: chạy `make setup`")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def _address(file: str) -> str:
    return static(f"built/{file}")


@cache
def assets(entry: str) -> Assets:
    """The addresses of an entry, a key of `_ENTRIES`; KeyError for another name."""
    manifest = _manifest()
    own = manifest[_ENTRIES[entry]]
    imports = tuple(dict.fromkeys(_imported(own)))
    styles = [style for key in imports for style in manifest[key].get("css", ())]
    styles += own.get("css", ())
    return Assets(
        _address(own["file"]),
        tuple(_address(manifest[key]["file"]) for key in imports),
        tuple(_address(style) for style in dict.fromkeys(styles)),
    )


@cache
def script_text(entry: str) -> str:
    """The script of an entry that imports nothing."""
    return (BUILT / str(_manifest()[_ENTRIES[entry]]["file"])).read_text(encoding="utf-8")


def files_of(*entries: str) -> list[str]:
    """Every address that these entries need to stand without a line: scripts, styles, icons, the
    fonts of running text.
    """
    found = [icons(), *fonts()]
    for entry in entries:
        asked = assets(entry)
        found += [asked.script, *asked.imports, *asked.styles]
    return list(dict.fromkeys(found))


def _imported(chunk: dict[str, Any]) -> list[str]:
    keys: list[str] = []
    for key in chunk.get("imports", ()):
        keys += [*_imported(_manifest()[key]), key]
    return keys


@cache
def icons() -> str:
    """The address of the icon sprite."""
    return _address(_manifest()["icons.svg"]["file"])


@cache
def fonts() -> tuple[str, ...]:
    """Addresses of the fonts every page needs at once: regular and semibold, both subsets."""
    names = ("latin-400-normal", "vietnamese-400-normal", "latin-600-normal")
    files = {key: entry["file"] for key, entry in _manifest().items() if key.endswith(".woff2")}
    return tuple(
        _address(file)
        for key, file in files.items()
        if any(f"{name}.woff2" in key for name in names)
    )
