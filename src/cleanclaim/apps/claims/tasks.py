"""What the worker does to claims: checking them again when a manager has chosen their edits anew."""

from datetime import date

from django_tasks import task

from cleanclaim.apps.claims.models import EditChoice, PayerRule
from cleanclaim.apps.claims.services import claims_recheck
from cleanclaim.apps.claims.services.rechecking import claims_to_recheck
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.models import Organization, Payer


@task()
def unsent_recheck(practice_id: int, first: str, payer_id: int | None, why: str) -> list[int]:
    """Of services from `first` (2026-11-24); returns how many were checked, released and held by it."""
    practice = Organization.objects.get(pk=practice_id)
    with acting_as(system_actor(practice)) as by:
        payer = Payer.objects.get(pk=payer_id) if payer_id else None
        told = claims_recheck(first=date.fromisoformat(first), payer=payer, why=why, by=by)
    return [told.claims, told.released, told.held]


def unsent_recheck_queue(chosen: EditChoice | PayerRule, why: str) -> str:
    """Queue it for what a choice or a rule looks at; gives the words for the screen, none where no claim waits."""
    first, payer = chosen.effective_from, chosen.payer
    count = claims_to_recheck(first=first, payer=payer).count()
    if not count:
        return ""
    unsent_recheck.enqueue(chosen.practice_id, f"{first}", payer.pk if payer else None, why)
    return f" {count} unsent {'claim is' if count == 1 else 'claims are'} being checked again."
