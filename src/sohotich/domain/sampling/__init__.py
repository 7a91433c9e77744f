"""How sure a sample makes us: intervals of error rates, and sequential acceptance sampling."""

from sohotich.domain.sampling.intervals import clopper, wilson
from sohotich.domain.sampling.sequential import (
    Operating,
    Terms,
    TermsError,
    Verdict,
    operating,
)

__all__ = [
    "Operating",
    "Terms",
    "TermsError",
    "Verdict",
    "clopper",
    "operating",
    "wilson",
]
