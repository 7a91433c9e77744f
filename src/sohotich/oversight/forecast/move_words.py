"""Moves and proposals as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sohotich.domain.text.figures import grouped
from sohotich.oversight.forecast.moves import Lack, Proposal
from sohotich.oversight.forecast.reasons import WORDS
from sohotich.oversight.forecast.whatif import KEYER, SCANNER, Move

KINDS: Final = {KEYER: "người nhập", SCANNER: "máy quét"}


def move_words(move: Move, names: Mapping[str, str]) -> str:
    """`2 người nhập từ Xã An Thịnh sang Xã Bình Định`."""
    giver, taker = names.get(move.giver, "bên ngoài"), names.get(move.taker, "nơi khác")
    return f"{grouped(move.count)} {KINDS[move.kind]} từ {giver} sang {taker}"


def lack_words(lack: Lack, names: Mapping[str, str]) -> str:
    """What a late commune needs, or that moves do not help it."""
    name = names[lack.unit]
    if lack.helpable:
        wanted = [
            f"{count} {KINDS[kind]}"
            for kind, count in ((KEYER, lack.keyers), (SCANNER, lack.scanners))
            if count
        ]
        return f"{name}: cần thêm {' và '.join(wanted)}"
    held = WORDS.get(lack.holds, "khai sổ")
    return f"{name}: vướng ở khâu {held}, thêm người nhập hay máy quét không đủ"


@dataclass(frozen=True)
class ProposalLines:
    """A proposal in words; `address` tries it."""

    moves: Sequence[str]
    unmet: Sequence[str]
    beyond: Sequence[str]
    heads: int
    address: str


def proposal_lines(found: Proposal, names: Mapping[str, str], address: str) -> ProposalLines:
    """For the page."""
    return ProposalLines(
        [move_words(move, names) for move in found.moves],
        [lack_words(lack, names) for lack in found.unmet],
        [lack_words(lack, names) for lack in found.beyond],
        found.heads,
        address,
    )
