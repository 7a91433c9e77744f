"""The Vietnamese words of every rule, from messages.vi.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from sohotich.domain.rules.finding import Hit


def _read() -> dict[str, str]:
    text = Path(__file__).with_name("messages.vi.toml").read_text(encoding="utf-8")
    return {rule: " ".join(words.split()) for rule, words in tomllib.loads(text).items()}


MESSAGES: Mapping[str, str] = _read()


def message(rule: str, hit: Hit, label: str, value: str) -> str:
    """What is wrong, where, what to do; the field's label and value stand in every message."""
    return MESSAGES[rule].format(label=label, value=value, **hit.facts)
