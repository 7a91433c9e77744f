"""What may happen to a registration: state x action x permission -> state, as one table."""

from collections.abc import Collection
from dataclasses import dataclass

from sohotich.domain.workflow.states import STATES


class NotAllowed(Exception):
    """The action does not lead anywhere from this state. Its text is Vietnamese, for the user."""


@dataclass(frozen=True, slots=True)
class Action:
    """`undoes` names the actions this one takes back openly; `needs_reason`: a person must say why.

    Every action that lowers the stage has one of the two, so that no work is undone silently.
    """

    code: str
    title: str
    permission: str
    needs_reason: bool = False
    undoes: tuple[str, ...] = ()


def _actions(*actions: Action) -> dict[str, Action]:
    return {action.code: action for action in actions}


ACTIONS: dict[str, Action] = _actions(
    Action("attach_image", "Gắn ảnh", "scan.confirm"),
    Action("detach_image", "Gỡ ảnh", "scan.confirm", undoes=("attach_image",)),
    Action("key_first", "Nhập lần một", "keying.key"),
    Action("key_second_same", "Nhập lần hai, trùng khớp", "keying.key"),
    Action("key_second_differs", "Nhập lần hai, có khác biệt", "keying.key"),
    Action("key_second_verify", "Nhập lần hai, còn ô phải soát", "keying.key"),
    Action("key_single", "Nhận theo một lần nhập", "keying.key"),
    Action("ask_verify", "Chuyển soát giá trị", "keying.key"),
    Action("verify", "Soát giá trị", "value.verify"),
    Action(
        "take_back",
        "Mở lại bản vừa nhập",
        "keying.key",
        undoes=("key_first", "key_second_same", "key_second_differs"),
    ),
    Action(
        "take_back_only",
        "Mở lại bản vừa nhập, chưa ai nhập lần hai",
        "keying.key",
        undoes=("key_first", "key_single", "ask_verify"),
    ),
    Action(
        "take_back_second",
        "Mở lại bản nhập lần hai, chưa ai soát",
        "keying.key",
        undoes=("key_second_verify",),
    ),
    Action("settle", "Giải quyết tranh chấp", "dispute.settle"),
    Action("settle_verify", "Giải quyết tranh chấp, còn ô phải soát", "dispute.settle"),
    Action("double_key", "Trả nhập lần hai cả trường hợp", "sample.do", needs_reason=True),
    Action("review", "Soát xét", "review.do"),
    Action("unreview", "Bỏ soát xét", "review.do", undoes=("review",)),
    Action("return_to_keying", "Trả lại nhập liệu", "review.do", needs_reason=True),
    Action("return_to_scanning", "Trả lại quét", "review.do", needs_reason=True),
    Action("approve", "Duyệt", "book.approve"),
    Action(
        "reopen", "Mở lại sau khi duyệt", "book.approve", needs_reason=True, undoes=("approve",)
    ),
    Action("export", "Chuyển", "package.make"),
    Action("accept", "Ghi nhận được tiếp nhận", "package.receive"),
    Action(
        "refuse", "Ghi nhận bị từ chối", "package.receive", needs_reason=True, undoes=("export",)
    ),
    Action("declare_missing", "Khai thiếu trong sổ", "book.edit", needs_reason=True),
    Action("cancel", "Khai số bị hủy", "book.edit", needs_reason=True),
    Action("restore", "Đưa trở lại", "book.edit", undoes=("declare_missing", "cancel")),
)

RETURNING: frozenset[str] = frozenset({"return_to_keying", "return_to_scanning", "refuse"})
"""After these a registration counts as returned until somebody moves it forward again."""

KEYING: tuple[str, ...] = (
    "key_first",
    "key_second_same",
    "key_second_differs",
    "key_second_verify",
)
"""After each of these somebody has finished a reading; the first is a first one, the others are
second ones. `key_single` and `ask_verify` follow upon a first one and are no reading of their own.
"""

AGREEING: tuple[str, ...] = ("key_second_same", "key_single", "verify", "settle")
"""After these the content of a registration is agreed."""

_MOVES: tuple[tuple[str, str, str], ...] = (
    # action, from (several joined by |), to
    ("attach_image", "expected", "scanned"),
    ("detach_image", "scanned", "expected"),
    ("key_first", "scanned", "keyed_once"),
    ("key_second_same", "keyed_once", "agreed"),
    ("key_second_differs", "keyed_once", "disputed"),
    ("key_second_verify", "keyed_once", "verifying"),
    ("key_single", "keyed_once", "agreed"),
    ("ask_verify", "keyed_once", "verifying"),
    ("verify", "verifying", "agreed"),
    ("take_back_only", "verifying|agreed", "scanned"),
    ("take_back_second", "verifying", "keyed_once"),
    ("take_back", "keyed_once", "scanned"),
    ("take_back", "agreed|disputed", "keyed_once"),
    ("settle", "disputed", "agreed"),
    ("settle_verify", "disputed", "verifying"),
    ("double_key", "verifying|agreed|reviewed", "keyed_once"),
    ("review", "agreed", "reviewed"),
    ("unreview", "reviewed", "agreed"),
    ("return_to_keying", "keyed_once|verifying|disputed|agreed|reviewed", "scanned"),
    (
        "return_to_scanning",
        "scanned|keyed_once|verifying|disputed|agreed|reviewed",
        "expected",
    ),
    ("approve", "reviewed", "approved"),
    ("reopen", "approved|exported", "reviewed"),
    ("export", "approved", "exported"),
    ("accept", "exported", "accepted"),
    ("refuse", "exported", "agreed"),
    ("declare_missing", "expected", "missing"),
    ("cancel", "expected|scanned", "cancelled"),
    ("restore", "missing|cancelled", "expected"),
)

TRANSITIONS: dict[tuple[str, str], str] = {
    (source, action): target for action, sources, target in _MOVES for source in sources.split("|")
}
"""(state, action) -> the state that follows."""


def next_state(state: str, action: str) -> str:
    """The state after `action`; raises NotAllowed where the table has no such move."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        done = ACTIONS[action].title if action in ACTIONS else action
        where = STATES[state].label if state in STATES else state
        raise NotAllowed(
            f"Không thể thực hiện “{done}” khi trường hợp đang ở trạng thái “{where}”. "
            "Hãy tải lại trang để xem trạng thái mới nhất."
        ) from None


def available_actions(state: str, permissions: Collection[str]) -> tuple[Action, ...]:
    """What somebody with these permissions may do now, in the order of the table."""
    return tuple(
        action
        for action in ACTIONS.values()
        if (state, action.code) in TRANSITIONS and action.permission in permissions
    )


def required_permission(action: str) -> str:
    """The permission an action asks for; KeyError for an action that does not exist."""
    return ACTIONS[action].permission
