"""What packaging refuses."""

from __future__ import annotations

from collections.abc import Sequence

from sohotich.engines.exchange.pm158 import PackageFinding
from sohotich.foundation.database.errors import UserError


class TransferError(UserError):
    """A package that cannot be made; `findings` say why, one by one."""

    kind = "state"

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        mend: str = "",
        findings: Sequence[PackageFinding] = (),
    ) -> None:
        super().__init__(message, where=where, mend=mend)
        self.findings = tuple(findings)
