"""Sequential acceptance sampling: after each record looked at, go on, pass the lot, or fail it.

Wald's sequential probability ratio test (1945) on fields: each field looked at is right or wrong.
Between an error that is acceptable and one that is not it needs the fewest looks of all tests; cut
off at a number of records, so that nobody looks for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import ceil, floor, log


class Verdict(StrEnum):
    """What follows from the looks so far."""

    GO_ON = "open"
    ACCEPT = "passed"
    REJECT = "failed"


class TermsError(ValueError):
    """Terms that no test can keep; the text is Vietnamese, for the person who set them."""


@dataclass(frozen=True)
class Terms:
    """What the province asks of a lot.

    `good`, `bad`: share of wrong fields that is acceptable, and that is not. `alpha`: how often a
    good lot may fail, `beta`: how often a bad one may pass. No verdict before `least` records; at
    `most` records it falls by the nearer side.
    """

    good: float
    bad: float
    alpha: float
    beta: float
    least: int = 5
    most: int = 100

    def __post_init__(self) -> None:
        if not 0 < self.good < self.bad < 1:
            raise TermsError("Tỷ lệ sai chấp nhận được phải lớn hơn 0 và nhỏ hơn mức không đạt.")
        if not (0 < self.alpha < 0.5 and 0 < self.beta < 0.5):
            raise TermsError("Hai xác suất kết luận nhầm phải lớn hơn 0 và nhỏ hơn 50 %.")
        if not 0 < self.least <= self.most:
            raise TermsError("Số trường hợp ít nhất phải từ 1 và không quá số nhiều nhất.")

    @cached_property
    def _gain(self) -> float:
        return log(self.bad / self.good) + log((1 - self.good) / (1 - self.bad))

    @cached_property
    def slope(self) -> float:
        """The share of wrong fields between both: at it neither side gains."""
        return log((1 - self.good) / (1 - self.bad)) / self._gain

    @cached_property
    def _below(self) -> float:
        return log((1 - self.alpha) / self.beta) / self._gain

    @cached_property
    def _above(self) -> float:
        return log((1 - self.beta) / self.alpha) / self._gain

    def bounds(self, looks: int) -> tuple[int, int]:
        """(pass with at most so many wrong fields, fail with at least so many) after `looks`
        fields; −1 for the first: not even without any.
        """
        return max(floor(self.slope * looks - self._below), -1), ceil(
            self.slope * looks + self._above
        )

    def verdict(self, *, records: int, looks: int, errors: int, whole: bool = False) -> Verdict:
        """After `records` records with `looks` fields, `errors` of them wrong; `whole`: the lot
        holds no more.
        """
        if records >= self.most or whole:
            return Verdict.ACCEPT if errors <= self.slope * looks else Verdict.REJECT
        if records < self.least:
            return Verdict.GO_ON
        passing, failing = self.bounds(looks)
        if errors <= passing:
            return Verdict.ACCEPT
        return Verdict.REJECT if errors >= failing else Verdict.GO_ON

    def quickest(self, fields: int) -> int:
        """Records of so many fields after which a lot without a wrong field passes."""
        return next(
            records
            for records in range(1, self.most + 1)
            if self.verdict(records=records, looks=records * fields, errors=0) is Verdict.ACCEPT
        )


@dataclass(frozen=True)
class Operating:
    """What the test does at one true error: how often the lot passes, after how many records."""

    rate: float
    passes: float
    records: float


def operating(terms: Terms, rate: float, fields: int) -> Operating:
    """Computed exactly, by what may happen after each record of `fields` fields whose errors do not
    depend on each other.
    """
    one = _binomial(fields, rate)
    going: dict[int, float] = {0: 1.0}
    passes = records = 0.0
    for count in range(1, terms.most + 1):
        then: dict[int, float] = {}
        for errors, chance in _after(going, one):
            verdict = terms.verdict(records=count, looks=count * fields, errors=errors)
            if verdict is Verdict.GO_ON:
                then[errors] = then.get(errors, 0.0) + chance
            else:
                passes += chance * (verdict is Verdict.ACCEPT)
                records += chance * count
        going = then
    return Operating(rate, passes, records)


def _after(going: dict[int, float], one: list[float]) -> Iterator[tuple[int, float]]:
    for errors, chance in going.items():
        for more, likely in enumerate(one):
            yield errors + more, chance * likely


def _binomial(fields: int, rate: float) -> list[float]:
    chances = [(1 - rate) ** fields]
    for wrong in range(1, fields + 1):
        chances.append(chances[-1] * (fields - wrong + 1) / wrong * rate / (1 - rate))
    return chances
