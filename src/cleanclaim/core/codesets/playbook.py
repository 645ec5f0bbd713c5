"""What a denial or a rejection means in plain words, and what to do about it.

The tables `data/denials.yaml` and `data/rejections.yaml` are our own wording.  A denial is known by the triple of
group, reason (CARC) and remarks (RARC): the group decides who may be asked to pay, the remarks say what reason 16
leaves open.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml
from msgspec import Struct

from cleanclaim.core.codesets.code_set import DATA

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C reads these tables ten times as fast
_ASKS_THE_PATIENT = frozenset({"bill_patient", "bill_secondary"})


class Advice(Struct, frozen=True):
    """What a person is told.  `default_action`: appeal, bill_patient, bill_secondary, call_payer, correct_and_resubmit,
    send_records, write_off, none, new_claim, no_resend or review (nothing is known of the code)."""

    wording: str
    category: str
    default_action: str
    steps: tuple[str, ...] = ()
    deadline_hint: str = ""
    preventable: str = "partly"  # yes, partly, no
    letter: str | None = None
    prevented_by: tuple[str, ...] = ()  # edit codes
    note: str = ""


def advice(group: str, carc: str, rarcs: Sequence[str] = ()) -> Advice:
    """The play for one adjustment of an 835; for an unknown reason, a play that says so.

    A row is chosen by reason, then by the group it is written for, then by shared remarks.  Only group PR may send the
    bill to the patient: for any other the default becomes a call to the payer.
    """
    rows = [row for row in _denials() if row["carc"] == carc]
    if not rows:
        return Advice(f"Reason {carc}, which the playbook does not know", "other", "review", ("Read the remittance",))
    row = max(rows, key=lambda row: (group in row["group_codes"], len(set(rarcs) & set(row["usual_rarcs"]))))
    action = row["default_action"]
    if action in _ASKS_THE_PATIENT and group != "PR":
        action = "call_payer"
    return Advice(
        wording=row["wording"],
        category=row["category"],
        default_action=action,
        steps=tuple(row["steps"]),
        deadline_hint=row["deadline_hint"] or "",
        preventable=row["preventable"],
        letter=row["letter_template"],
        prevented_by=tuple(row["prevented_by"]),
        note=row.get("note") or "",
    )


def rejection_advice(category: str, status: str, entity: str = "") -> Advice:
    """The play for one STC of a 277CA: the same status and entity, else the same status, else one that says so."""
    rows = [row for row in _rejections() if row["status"] == status]
    if not rows:
        return Advice(f"Status {category}:{status}, which the playbook does not know", "rejection", "review")
    row = max(rows, key=lambda row: ((row["entity"] or "") == entity, row["category"] == category))
    return Advice(
        wording=row["wording"],
        category="rejection" if category in ("A3", "A4", "A6", "A7", "A8") else "status",
        default_action=row["resubmit"],
        steps=(row["action"],),
        deadline_hint="inside the timely-filing limit: a rejected claim was never received",
        preventable="yes" if row["prevented_by"] else "partly",
        prevented_by=tuple(row["prevented_by"]),
    )


@cache
def _denials() -> list[dict[str, Any]]:
    return _table("denials.yaml")


@cache
def _rejections() -> list[dict[str, Any]]:
    return _table("rejections.yaml")


def _table(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = LOADER((DATA / name).read_text(encoding="utf-8")).get_single_data()
    return rows
