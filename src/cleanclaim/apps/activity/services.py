"""Recording acts and moving states: the only two ways anything enters the activity stream."""

from django.db import models

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.core.states import MoveRefused, machine


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
    states: tuple[str, str] = ("", ""),
) -> ActivityEntry:
    """Write one act.  `amount` in cents.  The patient is read from the subject where it has one."""
    patient_id = subject.pk if subject._meta.model_name == "patient" else getattr(subject, "patient_id", None)
    return ActivityEntry.objects.create(
        practice=by.practice,
        at=clock.now(),
        subject=subject_of(subject),
        patient_id=patient_id,
        what=what,
        words=words,
        why=why,
        state_from=states[0],
        state_to=states[1],
        source=source,
        amount=amount,
        user=by.user,
        user_name=by.name,
        employer_name=by.employer.name if by.employer else "",
    )


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
    before = row.state
    try:
        row.state = machine(row.machine_name).next(before, event)
    except MoveRefused as refused:
        raise NotAllowedNow(str(refused).capitalize() + ".") from refused
    row.save(update_fields=["state", *also])
    activity_record(
        subject=row, what=event, words=words, by=by, why=why, source=source, amount=amount, states=(before, row.state)
    )
