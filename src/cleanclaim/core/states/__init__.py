"""The declared state machines of the cycle: which event moves what, where to, and who may.

The table `state_machines.yaml` is the whole knowledge; this module reads it.  A move that is not listed is refused.
"""

from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from cleanclaim.core.errors import CoreError
from cleanclaim.core.tables import read_table

SAME = "same"


class MoveRefused(CoreError):
    """The event is not listed for this state."""


class Move(Struct, frozen=True):
    """One listed transition; `to` "same" records the event and leaves the state."""

    event: str
    origins: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    guard: str = ""


class Machine(Struct, frozen=True):
    """One subject's states and moves."""

    name: str
    initial: str
    states: tuple[str, ...]
    moves: tuple[Move, ...]

    def next(self, state: str, event: str) -> str:
        """The state after `event`; raises MoveRefused with the events that are possible."""
        for move in self.moves:
            if move.event == event and state in move.origins:
                return state if move.to == SAME else move.to
        possible = ", ".join(self.events(state)) or "nothing"
        raise MoveRefused(f"a {self.name} that is {state} cannot take {event}; possible: {possible}")

    def events(self, state: str) -> tuple[str, ...]:
        """What may happen next."""
        return tuple(move.event for move in self.moves if state in move.origins)


@cache
def machine(name: str) -> Machine:
    """The machine of that name: machine("claim"), machine("appointment") …"""
    table = _table()["machines"][name]
    moves = tuple(_move(row) for row in table["transitions"])
    return Machine(name, table["initial"], tuple(table["states"]), moves)


def _move(row: dict[str, Any]) -> Move:
    origins = row["from"] if isinstance(row["from"], list) else [row["from"]]
    return Move(row["event"], tuple(origins), row["to"], tuple(row["who"]), row.get("guard", ""))


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = read_table(files(__package__).joinpath("state_machines.yaml").read_text("utf-8"))
    return loaded
