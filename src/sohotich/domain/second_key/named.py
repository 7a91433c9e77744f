"""Tables to begin with, from the cheapest to the dearest; what each gives is in bench/README."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sohotich.domain.second_key.table import Row, Table
from sohotich.domain.second_key.treatment import Treatment

_SECOND, _WARNED = Treatment.SECOND, Row(Treatment.SECOND, warned=True)
# Enough to measure every keyer within some days, at little cost.
_SHARE: Final = 0.02


@dataclass(frozen=True)
class Named:
    """A table and what people call it."""

    title: str
    table: Table


def _from(treatment: Treatment, clear: float, poor: float) -> tuple[Row, Row]:
    """What its keyer gets wrong so often; on poor images from `poor` on."""
    return Row(treatment, error=clear), Row(treatment, error=poor, legibility="look")


def _by_error(clear: float, poor: float, *more: Row) -> Table:
    """Keyed again: what is warned of, and what is wrong so often; `more` besides."""
    return Table((_WARNED, *_from(_SECOND, clear, poor), *more), _SHARE)


NAMED: Final[Mapping[str, Named]] = {
    "mot-lan": Named("một lần, rút mẫu 5 %", Table((Row(Treatment.ACCEPT),), 0.05)),
    "ngau-nhien": Named("ngẫu nhiên 30 %", Table((Row(Treatment.ACCEPT),), 0.3)),
    "canh-bao": Named("nhập lại nơi có cảnh báo, rút mẫu 5 %", Table((_WARNED,), 0.05)),
    "loi-3": Named("nhập lại nơi lỗi từ 3 %", _by_error(0.03, 0.015)),
    "loi-2": Named("nhập lại nơi lỗi từ 2 %", _by_error(0.02, 0.015)),
    "xem-1": Named(
        "nhập lại nơi lỗi từ 3 %, người khác xem từ 1 %",
        _by_error(0.03, 0.015, *_from(Treatment.VERIFY, 0.01, 0.005)),
    ),
    "loi-1": Named("nhập lại nơi lỗi từ 1 %", _by_error(0.01, 0.005)),
    "loi-0,3": Named("nhập lại nơi lỗi từ 0,3 %", _by_error(0.003, 0.0015)),
    "tat-ca": Named("mọi trường nhập hai lần", Table.default()),
}
