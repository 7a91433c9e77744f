"""From what somebody typed to a value the policy allows."""

import json
import math
import re
from collections.abc import Callable, Mapping

from sohotich.domain.policies.policy import Kind, Policy, PolicyError, PolicyValue
from sohotich.domain.policies.table import POLICIES
from sohotich.domain.second_key import Table, TableError

TICKED, UNTICKED = "có", "không"
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def default(name: str) -> PolicyValue:
    """The value in force where the province has decided nothing; PolicyError if unknown."""
    return _policy(name).default


def validate(name: str, value: object) -> PolicyValue:
    """The value in its own type, from that type or from text ("0,3", "100.000" stays refused).

    Raises PolicyError, in Vietnamese, naming the policy and what it allows.
    """
    policy = _policy(name)
    return _READERS[policy.kind](policy, value)


def stored(name: str, value: object) -> PolicyValue:
    """A value decided earlier; the default where the policy does not allow it any more, so that a
    new version of the table never stops every page.
    """
    try:
        return validate(name, value)
    except PolicyError:
        return default(name)


def _policy(name: str) -> Policy:
    try:
        return POLICIES[name]
    except KeyError:
        raise PolicyError(f"Không có quy định nào tên là “{name}”.") from None


def _refuse(policy: Policy, wanted: str) -> PolicyError:
    return PolicyError(f"{policy.title}: phải là {wanted}.")


def _number(value: float | None) -> str:
    text = f"{value:,.6g}" if isinstance(value, float) and value % 1 else f"{int(value or 0):,}"
    return text.translate(str.maketrans(",.", ".,"))


def _bounds(policy: Policy) -> str:
    unit = f" {policy.unit}" if policy.unit else ""
    return f"từ {_number(policy.minimum)} đến {_number(policy.maximum)}{unit}"


def _within(policy: Policy, value: float) -> bool:
    low = -math.inf if policy.minimum is None else policy.minimum
    high = math.inf if policy.maximum is None else policy.maximum
    return low <= value <= high


def _integer(policy: Policy, value: object) -> int:
    wanted = f"số nguyên {_bounds(policy)}"
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _refuse(policy, wanted)
    try:
        number = int(value)
    except ValueError:
        raise _refuse(policy, wanted) from None
    if not _within(policy, number):
        raise _refuse(policy, wanted)
    return number


def _decimal(policy: Policy, value: object) -> float:
    wanted = f"số {_bounds(policy)}"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _refuse(policy, wanted)
    try:
        number = float(value.replace(",", ".") if isinstance(value, str) else value)
    except ValueError:
        raise _refuse(policy, wanted) from None
    if not math.isfinite(number) or not _within(policy, number):
        raise _refuse(policy, wanted)
    return number


def _text(policy: Policy, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _refuse(policy, "chữ, không để trống")
    text = value.strip()
    if policy.pattern and not re.fullmatch(policy.pattern, text):
        raise _refuse(policy, "chữ không dấu, không có khoảng trắng, đúng độ dài cho phép")
    missing = [piece for piece in policy.needs if piece not in text]
    if missing:
        raise _refuse(policy, f"chữ có đủ {', '.join(missing)}")
    return text


def _choice(policy: Policy, value: object) -> str:
    if not isinstance(value, str) or value not in policy.choices:
        raise _refuse(policy, f"một trong các giá trị: {', '.join(policy.choices)}")
    return value


def _time(policy: Policy, value: object) -> str:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise _refuse(policy, "giờ dạng 17:00 (từ 00:00 đến 23:59)")
    return value


def _table(policy: Policy, value: object) -> dict[str, str]:
    wanted = 'bảng mã và giá trị, ví dụ {"264": "hlt"}'
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            raise _refuse(policy, wanted) from None
    if not isinstance(value, Mapping) or not value:
        raise _refuse(policy, wanted)
    rows = {str(code): str(text) for code, text in value.items()}
    for code, text in rows.items():
        if not re.fullmatch(policy.key_pattern, code):
            raise PolicyError(f"{policy.title}: không nhận mã “{code}”. Mỗi dòng: mã = giá trị.")
        if not re.fullmatch(policy.pattern, text):
            raise PolicyError(f"{policy.title}: giá trị “{text}” của mã “{code}” không hợp lệ.")
    return rows


def _ticks(policy: Policy, value: object) -> dict[str, str]:
    """Every code of the policy, so that what is not named is plainly không."""
    if not isinstance(value, Mapping):
        raise _refuse(policy, "danh sách đánh dấu")
    said = {str(code): str(text) for code, text in value.items()}
    strange = [code for code in said if code not in policy.choices]
    if strange:
        raise PolicyError(f"{policy.title}: không có “{strange[0]}” trong danh sách.")
    if set(said.values()) - {TICKED, UNTICKED}:
        raise _refuse(policy, f"“{TICKED}” hoặc “{UNTICKED}” ở từng dòng")
    return {code: said.get(code, UNTICKED) for code in policy.choices}


def _decisions(policy: Policy, value: object) -> str:
    """The text as it is written anew: columns aligned, without what was only remarked."""
    if not isinstance(value, str):
        raise _refuse(policy, "bảng quyết định bằng chữ")
    try:
        return Table.parse(value).text()
    except TableError as error:
        raise PolicyError(f"{policy.title}: {error}") from error


_READERS: dict[Kind, Callable[[Policy, object], PolicyValue]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.TIME: _time,
    Kind.TABLE: _table,
    Kind.TICKS: _ticks,
    Kind.DECISIONS: _decisions,
}
