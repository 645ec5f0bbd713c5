"""The chain of a practice's journal: digests of what is posted, and the proof that it still reads the same."""

from collections.abc import Iterable, Iterator

from django.db import connection

from cleanclaim.apps.ledger.models import JournalEntry, JournalLink, JournalTransaction
from cleanclaim.core.ledger.chain import START, Content, Side, digest, linked

ROWS_AT_A_TIME = 2000
LINKED = "ledger_journaltransaction_linked"  # the trigger of migration 0003_chain


def digest_of(row: JournalTransaction, sides: Iterable[Side]) -> str:
    """The digest of a transaction with its entries."""
    return digest(
        Content(
            source_key=row.source_key,
            kind=row.kind,
            posted_on=row.posted_on,
            occurred_on=row.occurred_on,
            patient=row.patient_id or 0,
            reference=row.reference,
            reverses=row.reverses.source_key if row.reverses else "",
            reason=row.reason,
            user=row.user_id or 0,
            user_name=row.user_name,
            at=row.recorded_at,
            sides=tuple(sides),
        )
    )


def chain_end() -> tuple[int, str]:
    """How many transactions are linked, and the last hash: kept elsewhere it shows later if the end was cut off."""
    last = JournalLink.objects.order_by("-position").first()
    return (last.position, last.hash) if last else (0, START)


def chain_faults() -> Iterator[str]:
    """The first transaction that does not read as it was posted, or stands elsewhere than it was linked (A4)."""
    links_made()
    before = START
    rows = JournalLink.objects.select_related("transaction__reverses").prefetch_related("transaction__entries")
    for position, link in enumerate(rows.order_by("position").iterator(chunk_size=ROWS_AT_A_TIME), start=1):
        if fault := _fault(link, position, before):
            yield fault
            return
        before = link.hash
    if loose := JournalTransaction.objects.filter(link=None).order_by("pk").first():
        yield f"transaction {loose.source_key} (row {loose.pk}) is in no place of the chain"


def _fault(link: JournalLink, position: int, before: str) -> str:
    """What is wrong at a place; empty when nothing is."""
    row = link.transaction
    if link.position != position:
        return f"place {position} of the chain is missing: a transaction posted before {row.source_key} was removed"
    if digest_of(row, map(_side, row.entries.all())) != row.digest:
        return f"transaction {row.source_key} (row {row.pk}, place {position}) was altered after it was posted"
    if linked(before, row.digest) != link.hash:
        return f"transaction {row.source_key} (row {row.pk}, place {position}) does not follow from the one before it"
    return ""


def _side(entry: JournalEntry) -> Side:
    return Side(entry.account, entry.party, entry.line_id or 0, entry.debit, entry.credit)


def links_made() -> None:
    """Inside somebody's transaction on PostgreSQL its own postings are linked now instead of at its end."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {LINKED} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {LINKED} DEFERRED")


def only_links_wait() -> None:
    """From here to the end of the transaction PostgreSQL looks up foreign keys with each statement; links alone wait.

    Else a commit looks all of them up while it has the practice's journal locked: a long posting would keep others
    waiting for a fifth of its time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {LINKED} DEFERRED")
