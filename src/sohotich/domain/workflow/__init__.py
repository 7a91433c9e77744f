"""Who may do what to a registration, and what it becomes: tables, and pure questions about them."""

from sohotich.domain.workflow.access import (
    DEPUTY_RIGHTS,
    DEPUTY_ROLE,
    GIVES,
    PERMISSIONS,
    ROLE_PERMISSIONS,
    ROLES,
    SERVICES,
    TOKEN_BASE,
    TOKEN_RIGHTS,
    Level,
    Role,
    ServiceIdentity,
    permissions_of,
)
from sohotich.domain.workflow.signing import may_read_second, may_review, may_sign
from sohotich.domain.workflow.stages import STAGES, StageCounts, count_stages
from sohotich.domain.workflow.states import FLAGS, STATES, Appearance, State
from sohotich.domain.workflow.transitions import (
    ACTIONS,
    RETURNING,
    TRANSITIONS,
    Action,
    NotAllowed,
    available_actions,
    next_state,
    required_permission,
)

__all__ = [
    "ACTIONS",
    "DEPUTY_RIGHTS",
    "DEPUTY_ROLE",
    "FLAGS",
    "GIVES",
    "PERMISSIONS",
    "RETURNING",
    "ROLES",
    "ROLE_PERMISSIONS",
    "SERVICES",
    "STAGES",
    "STATES",
    "TOKEN_BASE",
    "TOKEN_RIGHTS",
    "TRANSITIONS",
    "Action",
    "Appearance",
    "Level",
    "NotAllowed",
    "Role",
    "ServiceIdentity",
    "StageCounts",
    "State",
    "available_actions",
    "count_stages",
    "may_read_second",
    "may_review",
    "may_sign",
    "next_state",
    "permissions_of",
    "required_permission",
]
