"""What in a text looks like somebody's data: numbers of papers and telephones, names of people.

It warns, a person decides: a street may be called Lê Lợi. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sohotich.domain.text import clean, unmarked_key


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Family names after which one capitalised word is enough; of the others two, for they are words.
_SURE = _set(
    "nguyễn trần phạm phan vũ võ đặng bùi đỗ ngô dương đinh trịnh đoàn huỳnh trương tạ"
    " phùng vương đàm ngụy nghiêm khúc bạch thân giáp"
)
_DOUBTFUL = _set(
    "lê hoàng hồ lý mai đào lương hà cao chu tô tống lưu kiều quách la thái từ kim đồng ninh"
    " lâm triệu mạc doãn lại phí quản trưng ông an thạch văn"
)
_PAPER = re.compile(r"(?<![\d.])\d(?:[ .-]?\d){11}(?![\d])|(?<![\d.])\d{9}(?!\d)")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){9,10}(?!\d)")
# Written without capitals a name is known by its middle: nguyễn văn an.
_SMALL = re.compile(rf"\b(?:{'|'.join(sorted(_SURE))}) (?:văn|thị) [^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 5


@dataclass(frozen=True)
class Trace:
    """`kind`: what it looks like, in words; `words`: the place in the text."""

    kind: str
    words: str


def traces_in(text: str, known: Iterable[str] = ()) -> list[Trace]:
    """What looks like data of a person, each place once, in the order of the kinds; `known` are
    names that must not stand in it.
    """
    text = clean(text)
    telephones = [found.group() for found in _TELEPHONE.finditer(text)]
    papers = [found.group() for found in _PAPER.finditer(_TELEPHONE.sub(" ", text))]
    traces = [Trace("số điện thoại", words) for words in telephones]
    traces += [Trace("số giấy tờ", words) for words in papers]
    traces += [Trace("họ tên", words) for words in (*_named(text, known), *_names(text))]
    return list(dict.fromkeys(traces))


def _named(text: str, known: Iterable[str]) -> list[str]:
    within = f" {unmarked_key(text)} "
    return [name for name in known if name.strip() and f" {unmarked_key(name)} " in within]


def _names(text: str) -> list[str]:
    found = _SMALL.findall(text)
    for run in _capitalised(text):
        first = next((n for n, word in enumerate(run) if word.lower() in _SURE | _DOUBTFUL), None)
        if first is None:
            continue
        name = run[first : first + _LONGEST_NAME]
        if len(name) >= (2 if name[0].lower() in _SURE else 3):
            found.append(" ".join(name))
    return found


def _capitalised(text: str) -> list[list[str]]:
    """Runs of words that begin with a capital and stand side by side."""
    runs: list[list[str]] = [[]]
    end = 0
    for word in _WORDS.finditer(text):
        if text[end : word.start()].strip():
            runs.append([])
        if word.group()[0].isupper():
            runs[-1].append(word.group())
        else:
            runs.append([])
        end = word.end()
    return [run for run in runs if len(run) > 1]
