"""Proofs of what the application keeps."""

import typer
from django.db.models import Sum

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.chain import chain_end
from cleanclaim.apps.ledger.models import Balance, JournalEntry, JournalTransaction
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.choices import OrganizationKind
from cleanclaim.apps.practices.models import Organization
from cleanclaim.core.money import dollars
from cleanclaim.interfaces.cli.migrate import database_ready
from cleanclaim.interfaces.cli.terminal import FINDINGS

app = typer.Typer(no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Prove what the application keeps."""


@app.command(epilog="Example: cleanclaim audit ledger && echo the books hold")
def ledger() -> None:
    """Prove the books of every practice: each posting sums to zero, each balance is the sum of its postings, and
    nothing was altered, added or removed since it was posted.

    Exit status: 0 the books hold, 1 they do not, each fault on a line.
    """
    database_ready()
    practices = Organization.objects.filter(kind=OrganizationKind.PRACTICE).order_by("pk")
    faults = sum(_audited(practice) for practice in practices)
    if not practices:
        typer.echo("There is no practice yet, so there are no books.")
    raise typer.Exit(FINDINGS if faults else 0)


def _audited(practice: Organization) -> int:
    """Tell the proof or the faults of one practice; returns how many there are."""
    with acting_as(system_actor(practice)):
        faults = ledger_faults()
        for fault in faults:
            typer.echo(f"{practice.name}: {fault}")
        verdict = f"{len(faults)} faults" if faults else "the books hold"
        place, end = chain_end()
        moved = JournalEntry.objects.aggregate(debit=Sum("debit", default=0), credit=Sum("credit", default=0))
        typer.echo(
            f"{practice.name}: {verdict}. {JournalTransaction.objects.count()} transactions, "
            f"{JournalEntry.objects.count()} entries, "
            f"{dollars(moved['debit'])} debits and {dollars(moved['credit'])} credits, "
            f"{Balance.objects.exclude(amount=0).count()} open balances, chain {place} {end[:16]}"
        )
    return len(faults)
