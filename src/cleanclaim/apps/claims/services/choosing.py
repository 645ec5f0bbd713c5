"""Which edits a practice has on: switched off, or made warnings, for all claims or some of them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Min

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.errors import RuleNotUsable
from cleanclaim.apps.claims.models import EditChoice
from cleanclaim.apps.claims.services.rechecking import claims_to_recheck
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.edits.runner import chosen

CHOOSES_EDITS = "payer_rule.edit"


@transaction.atomic
def edit_choice_write(
    *,
    why: str,
    by: Actor,
    first: date | None = None,
    ignore: Sequence[str] = (),
    select: Sequence[str] = (),
    warn: Sequence[str] = (),
    keep: Sequence[str] = (),
    payer: Payer | None = None,
    group_number: str = "",
    specialty: str = "",
) -> EditChoice:
    """For services of a payer, a plan, a specialty, or all: leave edits out, run only some, or warn only.

    It holds for services from `first`; None: for every claim that is not sent yet, and all later ones.  `keep` takes
    back what a wider choice says of an edit.
    """
    by.require(CHOOSES_EDITS)
    codes = (*ignore, *select, *warn, *keep)
    if unknown := [code for code in codes if not code.startswith("PR-") and not chosen((code,))]:
        raise RuleNotUsable(f"No edit begins with {', '.join(unknown)}.", "ignore")
    first = first or _first_unsent(payer)
    row = EditChoice.objects.create(
        practice=by.practice, payer=payer, group_number=group_number, specialty=specialty, select=list(select),
        ignore=list(ignore), warn=list(warn), keep=list(keep), why=why, written_by=by.user, effective_from=first,
    )  # fmt: skip
    words = f"{row.words}, {row.scope}, for services from {first}"
    activity_record(subject=row, what="edit_choice_write", words=words, by=by, why=why)
    return row


@transaction.atomic
def edit_choice_end(*, choice: EditChoice, last: date | None, by: Actor, why: str = "") -> EditChoice:
    """The choice holds no more for services after `last`; None lets an ended one go on."""
    by.require(CHOOSES_EDITS)
    choice.effective_to = last
    choice.save(update_fields=["effective_to"])
    words = f"{choice.words}, {choice.scope}: {f'ended with services of {last}' if last else 'goes on'}"
    activity_record(subject=choice, what="edit_choice_end", words=words, by=by, why=why)
    return choice


def _first_unsent(payer: Payer | None) -> date:
    """The first day of service of the claims that wait, or today."""
    days = claims_to_recheck(payer=payer).aggregate(first=Min("service_from"))
    return min(days["first"] or clock.today(), clock.today())
