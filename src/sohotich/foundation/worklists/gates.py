"""What somebody does before work of a queue is handed to them: a room says it, every door holds it.

Stations do not know each other. The one that trains registers a gate for the queues it concerns;
taking a piece of work asks, and so does the page from which work is begun.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Gate:
    """What is to be done first, told on the page where work begins.

    `url` names the address where it is done; `shut` False: work is handed out all the same.
    """

    title: str
    words: str
    button: str
    url: str
    shut: bool


class NotYet(UserError):
    """Work of this queue is not handed to this person before they have done something else."""

    kind = "state"

    def __init__(self, gate: Gate) -> None:
        super().__init__(gate.title, mend=gate.words)
        self.gate = gate


Check = Callable[[Actor], Gate | None]
_gates: dict[str, Check] = {}


def gate_register(queues: str, check: Check) -> None:
    """Ask `check` before work of the queues whose names begin so is taken; called in
    `AppConfig.ready`.
    """
    _gates[queues] = check


def gate_of(actor: Actor, queue: str) -> Gate | None:
    """What this person should do first, or must; None when nothing is in the way."""
    found = (check(actor) for queues, check in _gates.items() if queue.startswith(queues))
    return next((gate for gate in found if gate is not None), None)


def ensure_open(actor: Actor, queue: str) -> None:
    """Raise NotYet where the gate of the queue is shut for this person."""
    gate = gate_of(actor, queue)
    if gate is not None and gate.shut:
        raise NotYet(gate)
