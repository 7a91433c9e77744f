"""The documents tell of what is there, all of it, and lead nowhere that is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from sohotich.cli import group

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")],
)
# Made by the browser test that walks the whole way; not there before its first run.
SCREENSHOTS = frozenset(
    f"{name}.png"
    for name in (
        "bang-anh",
        "buoc-1-dang-nhap",
        "buoc-2-viec-hom-nay",
        "buoc-4-o-dau-tien",
        "buoc-5-dang-nhap",
        "chuyen",
        "dang-nhap",
        "ky-duyet",
        "nhap-lieu",
        "so",
        "soat-xet",
        "tap-nhap-lieu",
        "tranh-chap",
        "viec-hom-nay",
    )
)
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
COMMON = {"--home", "--as", "--json"}
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)


def commands(found: click.Command = group, words: str = "sohotich") -> Iterator[tuple[str, set]]:
    """(`sohotich scan import`, its long options) of every command that does something."""
    if isinstance(found, click.Group):
        for name in found.list_commands(click.Context(found)):
            inner = found.get_command(click.Context(found), name)
            assert inner is not None
            yield from commands(inner, f"{words} {name}")
    else:
        options = [p for p in found.params if isinstance(p, click.Option)]
        yield words, {o for p in options for o in p.opts if o.startswith("--")}


def sections() -> dict[str, str]:
    """Heading's command → the text under it, up to the next heading."""
    parts = re.split(r"^### `(sohotich [^`]+)`$", CLI, flags=re.M)
    return dict(zip(parts[1::2], (re.split(r"^## ", text, flags=re.M)[0] for text in parts[2::2]),
                    strict=True))  # fmt: skip


def test_every_command_is_documented_and_no_other() -> None:
    assert set(sections()) == {words for words, _ in commands()}


@pytest.mark.parametrize(
    ("words", "options"), list(commands()), ids=[words for words, _ in commands()]
)
def test_its_options_are_in_the_usage_and_explained(words: str, options: set[str]) -> None:
    text = sections()[words]
    usage = FENCE.search(text)
    assert usage is not None, words
    first = usage.group().splitlines()[1]
    assert first.startswith(words)
    assert set(re.findall(r"--[a-z-]+", first)) == options
    explained = set(re.findall(r"^\| `(--[a-z-]+)", text, flags=re.M))
    assert explained == options - COMMON


def anchors(page: Path) -> set[str]:
    """The names under which the page's headings can be reached."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), flags=re.M)
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {name.replace(" ", "-") for name in bare}


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:", target):
                yield page, target


def test_every_link_leads_somewhere() -> None:
    broken = []
    found = list(links())
    for page, link in found:
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        if target.parent == ROOT / "docs" / "screenshots":
            there = target.name in SCREENSHOTS
        else:
            there = target.exists() and (not anchor or anchor in anchors(target))
        if not there:
            broken.append(f"{page.relative_to(ROOT)}: {link}")
    assert broken == []
    assert len(found) > len(SCREENSHOTS)


def told_by_the_screens() -> str:
    """Every word of code and templates, literals that go on in the next line joined."""
    rooms = [*(ROOT / "src" / "sohotich").rglob("*"), *(ROOT / "frontend" / "src").rglob("*.ts")]
    kinds = {".py", ".html", ".toml", ".ts"}
    texts = [p.read_text(encoding="utf-8") for p in rooms if p.suffix in kinds]
    return re.sub(r"\s+", " ", re.sub(r'"\s*\n\s*f?"', "", "\n".join(texts)))


def test_the_manual_quotes_the_screens_as_they_are() -> None:
    """Bold words and “quoted” messages; "…" stands for what differs from time to time."""
    screens, wrong = told_by_the_screens(), []
    for page in (ROOT / "docs" / "huong-dan").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        quoted = [a or b for a, b in re.findall(r"\*\*([^*]+)\*\*|“([^”]+)”", text)]
        pieces = [piece.strip(" .") for words in quoted for piece in words.split("…")]
        wrong += [f"{page.name}: {piece}" for piece in pieces if piece not in screens]
    assert wrong == []


# The second word for a thing that has one already.
OTHER_WORDS = re.compile(r"phân xử|số khuyết|khuyết số", re.I)


def test_one_thing_has_one_word() -> None:
    """“giải quyết” a dispute; a number is “thiếu” in the book: on screens and in documents."""
    told = {"screens": told_by_the_screens(), **{p.name: p.read_text("utf-8") for p in PAGES}}
    assert [name for name, text in told.items() if OTHER_WORDS.search(text)] == []


def test_every_page_of_the_manual_is_in_its_index() -> None:
    manual = ROOT / "docs" / "huong-dan"
    index = (manual / "README.md").read_text(encoding="utf-8")
    missing = [page.name for page in manual.glob("*.md") if f"({page.name}" not in index]
    assert missing == ["README.md"]
