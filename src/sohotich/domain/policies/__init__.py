"""What the province decides: every such value has a name, bounds and an origin here.

These are the defaults. A dated override replaces one from a day on; values reach the domain and
the engines as arguments, never by reading this table from there.
"""

from sohotich.domain.policies.policy import Kind, Policy, PolicyError, PolicyValue
from sohotich.domain.policies.table import POLICIES
from sohotich.domain.policies.validation import TICKED, UNTICKED, default, stored, validate

__all__ = [
    "POLICIES",
    "TICKED",
    "UNTICKED",
    "Kind",
    "Policy",
    "PolicyError",
    "PolicyValue",
    "default",
    "stored",
    "validate",
]
