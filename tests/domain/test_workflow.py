"""The workflow's tables: complete, consistent, and nothing undone in silence."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain import workflow as wf
from sohotich.domain.workflow.taking_back import too_late

# (action, from, to, permission, reason) as agreed for the births' way through.
AGREED_TABLE = [
    ("attach_image", "expected", "scanned", "scan.confirm", False),
    ("detach_image", "scanned", "expected", "scan.confirm", False),
    ("key_first", "scanned", "keyed_once", "keying.key", False),
    ("key_second_same", "keyed_once", "agreed", "keying.key", False),
    ("key_second_differs", "keyed_once", "disputed", "keying.key", False),
    ("key_second_verify", "keyed_once", "verifying", "keying.key", False),
    ("key_single", "keyed_once", "agreed", "keying.key", False),
    ("ask_verify", "keyed_once", "verifying", "keying.key", False),
    ("verify", "verifying", "agreed", "value.verify", False),
    ("take_back_only", "verifying", "scanned", "keying.key", False),
    ("take_back_only", "agreed", "scanned", "keying.key", False),
    ("take_back_second", "verifying", "keyed_once", "keying.key", False),
    ("settle_verify", "disputed", "verifying", "dispute.settle", False),
    *[
        ("double_key", source, "keyed_once", "sample.do", True)
        for source in ("verifying", "agreed", "reviewed")
    ],
    ("take_back", "keyed_once", "scanned", "keying.key", False),
    ("take_back", "agreed", "keyed_once", "keying.key", False),
    ("take_back", "disputed", "keyed_once", "keying.key", False),
    ("settle", "disputed", "agreed", "dispute.settle", False),
    ("review", "agreed", "reviewed", "review.do", False),
    ("unreview", "reviewed", "agreed", "review.do", False),
    *[
        ("return_to_keying", source, "scanned", "review.do", True)
        for source in ("agreed", "reviewed", "disputed", "keyed_once", "verifying")
    ],
    *[
        ("return_to_scanning", source, "expected", "review.do", True)
        for source in ("scanned", "keyed_once", "disputed", "agreed", "reviewed", "verifying")
    ],
    ("approve", "reviewed", "approved", "book.approve", False),
    ("reopen", "approved", "reviewed", "book.approve", True),
    ("reopen", "exported", "reviewed", "book.approve", True),
    ("export", "approved", "exported", "package.make", False),
    ("accept", "exported", "accepted", "package.receive", False),
    ("refuse", "exported", "agreed", "package.receive", True),
    ("declare_missing", "expected", "missing", "book.edit", True),
    ("cancel", "expected", "cancelled", "book.edit", True),
    ("cancel", "scanned", "cancelled", "book.edit", True),
    ("restore", "missing", "expected", "book.edit", False),
    ("restore", "cancelled", "expected", "book.edit", False),
]


def test_table_is_the_agreed_one() -> None:
    table = [
        (
            action,
            source,
            target,
            wf.required_permission(action),
            wf.ACTIONS[action].needs_reason,
        )
        for (source, action), target in wf.TRANSITIONS.items()
    ]
    assert sorted(table) == sorted(AGREED_TABLE)


@pytest.mark.parametrize(("state", "action"), list(product(wf.STATES, wf.ACTIONS)))
def test_next_state_answers_or_refuses(state: str, action: str) -> None:
    if (state, action) in wf.TRANSITIONS:
        assert wf.next_state(state, action) in wf.STATES
    else:
        with pytest.raises(wf.NotAllowed, match=wf.STATES[state].label):
            wf.next_state(state, action)


def test_every_state_is_reached_from_the_start() -> None:
    reached, frontier = {"expected"}, ["expected"]
    while frontier:
        state = frontier.pop()
        new = {t for (source, _), t in wf.TRANSITIONS.items() if source == state} - reached
        reached |= new
        frontier += new
    assert reached == set(wf.STATES)


def test_every_state_but_the_last_can_be_left() -> None:
    left = {source for source, _ in wf.TRANSITIONS}
    assert set(wf.STATES) - left == {"accepted"}


def rank(state: str) -> int:
    stage = wf.STATES[state].stage
    return -1 if stage is None else wf.STAGES.index(stage)


def test_nothing_is_undone_silently() -> None:
    for (source, code), target in wf.TRANSITIONS.items():
        action = wf.ACTIONS[code]
        if rank(target) < rank(source):
            assert action.needs_reason or action.undoes, code
        if action.undoes and not action.needs_reason:
            undone = {wf.required_permission(code) for code in action.undoes}
            assert undone == {action.permission}, code


def test_every_permission_is_known_and_held() -> None:
    asked = {action.permission for action in wf.ACTIONS.values()}
    held = set().union(*wf.ROLE_PERMISSIONS.values())
    assert asked <= set(wf.PERMISSIONS)
    assert held == set(wf.PERMISSIONS)
    assert set(wf.ROLE_PERMISSIONS) == set(wf.ROLES)
    for service in wf.SERVICES.values():
        assert service.permissions <= set(wf.PERMISSIONS)


@pytest.mark.parametrize("role", wf.ROLES)
def test_nobody_keys_and_approves_by_role(role: str) -> None:
    assert not {"keying.key", "book.approve"} <= wf.ROLE_PERMISSIONS[role]
    assert not {"review.do", "book.approve"} <= wf.ROLE_PERMISSIONS[role]


def test_those_who_run_the_machine_see_no_register() -> None:
    for role in ("quan_tri", "ho_tro_ky_thuat"):
        assert not wf.ROLE_PERMISSIONS[role] & {"book.view", "keying.key", "review.do"}


def test_available_actions_follow_rights() -> None:
    keyer = wf.permissions_of(["nguoi_nhap_lieu"])
    assert [a.code for a in wf.available_actions("scanned", keyer)] == ["key_first"]
    assert wf.available_actions("reviewed", keyer) == ()
    chair = wf.permissions_of(["chu_tich"])
    assert [a.code for a in wf.available_actions("reviewed", chair)] == ["approve"]
    assert wf.permissions_of(["vai_tro_cu"]) == frozenset()


def test_appearances_differ_by_shape_and_word() -> None:
    looks = [s.appearance for s in wf.STATES.values()] + list(wf.FLAGS.values())
    assert len({look.shape for look in looks}) == len(looks)
    assert len({look.label for look in looks}) == len(looks)
    assert all(len(look.shape) == 1 for look in looks)


def test_signing_needs_clean_hands() -> None:
    assert wf.may_sign("chair", {"keyer one", "keyer two"})
    assert not wf.may_sign("keyer one", {"keyer one", "keyer two"})
    assert not wf.may_read_second("a", ["a"])
    assert wf.may_read_second("b", ["a"])


@pytest.mark.parametrize(
    ("reviewer", "writers", "own_allowed", "may"),
    [
        ("officer", ["keyer one", "keyer two"], False, True),
        ("officer", ["keyer one", "officer"], False, False),
        ("officer", ["keyer one", "officer"], True, True),
    ],
)
def test_reviewing_needs_other_eyes(reviewer, writers, own_allowed, may) -> None:
    assert wf.may_review(reviewer, writers, own_allowed=own_allowed) == may


@pytest.mark.parametrize(
    ("slot", "state", "built_on", "minutes", "why"),
    [
        (1, "keyed_once", False, 0, None),
        (1, "keyed_once", False, 30, None),
        (1, "keyed_once", False, 30.1, "time"),
        (1, "keyed_once", True, 0, "built_on"),
        # The second reading is in; or none is wanted, and nobody has gone on yet.
        (1, "agreed", True, 0, "built_on"),
        (1, "agreed", False, 0, None),
        (1, "verifying", False, 0, None),
        (1, "disputed", False, 0, "built_on"),
        (2, "verifying", False, 0, None),
        (2, "verifying", True, 0, "built_on"),
        (2, "agreed", False, 0, None),
        (2, "disputed", False, 0, None),
        (2, "disputed", True, 0, "built_on"),
        (2, "reviewed", False, 0, "built_on"),
        (2, "reviewed", False, 99, "built_on"),
        # Returned to be keyed anew meanwhile.
        (2, "scanned", False, 0, "built_on"),
        (0, "agreed", False, 0, "built_on"),
    ],
)
def test_taking_back(slot, state, built_on, minutes, why) -> None:
    assert too_late(slot, state, built_on=built_on, minutes=minutes, allowed=30) == why


@given(st.dictionaries(st.sampled_from(sorted(wf.STATES)), st.integers(0, 10_000)))
def test_stage_counts_only_fall(by_state: dict[str, int]) -> None:
    counts = wf.count_stages(by_state)
    row = [counts[stage] for stage in wf.STAGES]
    assert row == sorted(row, reverse=True)
    assert counts.numbers == sum(by_state.values())


def test_keyed_means_two_readings() -> None:
    counts = wf.count_stages({"keyed_once": 3, "disputed": 2, "agreed": 1, "missing": 4})
    assert [counts[s] for s in wf.STAGES] == [6, 6, 3, 1, 0, 0, 0, 0]
    assert (counts.missing, counts.cancelled) == (4, 0)
