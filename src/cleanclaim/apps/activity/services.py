"""Recording acts and moving states: the only two ways anything enters the activity stream."""

from collections.abc import Sequence

from django.db import models

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.bulk import Row, rows_write
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.prepared import row_update, rows_update
from cleanclaim.core.states import MoveRefused, machine

# An act's values, in the order that `_entry` gives them.
COLUMNS = (
    "practice_id",
    "at",
    "subject",
    "patient_id",
    "what",
    "words",
    "why",
    "state_from",
    "state_to",
    "source",
    "amount",
    "user_id",
    "user_name",
    "employer_name",
)


def subject_of(row: models.Model) -> str:
    """How a row is named in the stream: "claim:41"."""
    return f"{row._meta.model_name}:{row.pk}"


def activity_record(
    *,
    subject: models.Model,
    what: str,
    words: str,
    by: Actor,
    why: str = "",
    amount: int | None = None,
    source: str = "",
) -> None:
    """Write one act.  `amount` in cents.  The patient is read from the subject where it has one."""
    _write([_entry(subject, what, words, by, why=why, amount=amount, source=source)])


def move(
    *,
    row: models.Model,
    event: str,
    words: str,
    by: Actor,
    why: str = "",
    source: str = "",
    amount: int | None = None,
    also: tuple[str, ...] = (),
) -> None:
    """Let `event` move the row's `state` by its declared machine, save it (with the fields named in `also`), record it.

    The row's class names its machine in `machine_name`.  Raises NotAllowedNow when the state does not take the event.
    """
    before = _moved(row, event)
    row_update(row, ("state", *also))
    states = (before, row.state)
    _write([_entry(row, event, words, by, why=why, amount=amount, source=source, states=states)])


def move_all(
    *, rows: Sequence[models.Model], event: str, words: str, by: Actor, source: str = "", also: tuple[str, ...] = ()
) -> None:
    """`move` for many rows of one class at once, in two statements; refused for one, refused for all."""
    if not rows:
        return
    before = [_moved(row, event) for row in rows]
    rows_update(rows, ("state", *also))
    _write(
        [
            _entry(row, event, words, by, source=source, states=(was, row.state))
            for row, was in zip(rows, before, strict=True)
        ]
    )


def _moved(row: models.Model, event: str) -> str:
    """Give the row its next state; returns the one it had."""
    before = row.state
    try:
        row.state = machine(row.machine_name).next(before, event)
    except MoveRefused as refused:
        raise NotAllowedNow(str(refused).capitalize() + ".") from refused
    return before


def _entry(
    subject: models.Model,
    what: str,
    words: str,
    by: Actor,
    *,
    why: str = "",
    amount: int | None = None,
    source: str = "",
    states: tuple[str, str] = ("", ""),
) -> Row:
    """The values of COLUMNS."""
    patient_id = subject.pk if subject._meta.model_name == "patient" else getattr(subject, "patient_id", None)
    return (
        by.practice.pk,
        clock.now(),
        subject_of(subject),
        patient_id,
        what,
        words[:300],
        why[:500],
        *states,
        source[:120],
        amount,
        by.user.pk if by.user else None,
        by.name,
        by.employer.name if by.employer else "",
    )


def _write(entries: Sequence[Row]) -> None:
    rows_write(ActivityEntry, COLUMNS, entries)
