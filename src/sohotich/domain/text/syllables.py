"""What a Vietnamese syllable can be: to tell text that reads as Vietnamese from text that does not.

A test of spelling only, and a broad one: names of ethnic groups, foreign names and slips of the pen
fail it and are still right. So it only ever supports a proposal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sohotich.domain.text.forms import nfc
from sohotich.domain.text.keys import place_tones
from sohotich.domain.text.letters import LETTERS, TONE_OF, split_tones

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu(?![ouư])|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng "
    "iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen "
    "oeo oet oi om on ong ooc oong op ot oc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya "
    "uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu yt yn ynh ych ya yêc yu"
)
_SYLLABLE = re.compile(
    rf"(?:(?:{_ONSETS})?(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})|gi|gin|giêng)"
)
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_STOPPED_TONES = frozenset({4, 5})
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_ALPHABET = frozenset(LETTERS) | {letter for letter in TONE_OF if letter.islower()}


def spelling() -> dict[str, str]:
    """What syllables are spelt with, parted by spaces and without tones: onsets and rimes."""
    onsets = _ONSETS.replace("(?![ouư])", "").replace("|", " ")
    return {"onsets": onsets, "rimes": _RIMES}


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether `word` is spelt as a Vietnamese syllable can be, in any case and tone place."""
    letters, tones = split_tones(place_tones(nfc(word.lower())))
    marked = [tone for tone in tones if tone]
    if len(marked) > 1 or not _SYLLABLE.fullmatch(letters):
        return False
    stopped = _STOPPED.search(letters)
    return not stopped or not marked or marked[0] in _STOPPED_TONES


def in_alphabet(text: str) -> bool:
    """Whether every letter is one of the Vietnamese alphabet or f j w z, in NFC."""
    return all(
        letter in _ALPHABET
        for letter in text.lower()
        if not letter.isascii() and (letter.isalpha() or unicodedata.combining(letter))
    )


def words(text: str) -> list[str]:
    """The words of `text`, signs and figures left out."""
    return _WORD.findall(text)
