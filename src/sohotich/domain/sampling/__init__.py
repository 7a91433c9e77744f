"""How sure a sample makes us: intervals of error rates, and sequential acceptance sampling."""

from sohotich.domain.sampling.intervals import clopper, wilson

__all__ = ["clopper", "wilson"]
