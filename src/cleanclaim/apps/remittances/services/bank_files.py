"""A bank's file taken in once: each payer's money is a deposit and finds its payment by trace number and amount."""

from django.db import transaction
from msgspec import Struct

from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_read_done, file_receive
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import PayerKind
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.errors import NotReadable
from cleanclaim.apps.remittances.models import Deposit, Remittance
from cleanclaim.apps.remittances.services.deposits import deposit_post
from cleanclaim.core.bank import BankCredit, MalformedBankFile, read_bank_file


class BankImport(Struct, frozen=True):
    """What became of a file: new deposits, how many were recorded before, and how many are no payer's."""

    file: ExchangeFile
    is_new: bool
    deposits: tuple[Deposit, ...] = ()
    known: int = 0
    left_out: int = 0

    @property
    def matched(self) -> int:
        """How many found their payment."""
        return sum(each.remittance_id is not None for each in self.deposits)


@transaction.atomic
def bank_file_import(*, name: str, content: bytes, by: Actor) -> BankImport:
    """Read a whole bank file and record each payer's money in it; the same content is taken in once.

    Raises NotReadable with line and field; then nothing of it is used.
    """
    by.require("deposit.reconcile")
    try:
        read = read_bank_file(content, file=name)
    except MalformedBankFile as problem:
        raise NotReadable(f"{problem}. Nothing of the file was used.") from problem
    taken = file_receive(name=name[:120], content=content, partner=None, by=by)
    if not taken.is_new:
        return BankImport(taken.file, False)
    taken.file.transaction = read.layout
    taken.file.save(update_fields=["transaction"])
    known, left_out, deposits = 0, 0, []
    for credit in read.credits:
        payer = _payer_of(credit)
        if payer is None:
            left_out += 1
        elif _is_known(credit):
            known += 1
        else:
            deposits.append(deposit_post(_deposit(credit, payer, taken.file), by))
    file_read_done(file=taken.file, state=FileState.READ, by=by)
    return BankImport(taken.file, True, tuple(deposits), known, left_out)


def _deposit(credit: BankCredit, payer: Payer, file: ExchangeFile) -> Deposit:
    return Deposit(
        trace_number=credit.trace_number[:50],
        payer=payer,
        originator=credit.originator[:20],
        amount=credit.amount,
        received_on=credit.received_on,
        file=file,
        position=credit.line,
    )


def _is_known(credit: BankCredit) -> bool:
    """Recorded by hand, or by another file of the bank that reaches over the same day."""
    same = Deposit.objects.filter(trace_number=credit.trace_number, amount=credit.amount)
    return bool(credit.trace_number) and same.filter(received_on=credit.received_on).exists()


def _payer_of(credit: BankCredit) -> Payer | None:
    """Whose money it is: by its payment, the sender's earlier ones, or its name; None when it is no payer's.

    A sender whom only the trace number makes a payer is added, so that its money has a party.
    """
    payments = Remittance.objects.exclude(payer=None).select_related("payer").order_by("-pk")
    for sign in ({"trace_number": credit.trace_number}, {"originator": credit.originator}):
        found = payments.filter(**sign).first() if all(sign.values()) else None
        if found is not None:
            return found.payer
    name = credit.payer_name[:60]
    payer = Payer.objects.filter(name__iexact=name).first() if name else None
    number = credit.originator[:20]
    if payer is None and credit.trace_number and number:
        payer = Payer.objects.filter(payer_id=number).first() or Payer.objects.create(
            name=name or number, payer_id=number, kind=PayerKind.COMMERCIAL, filing_code="CI"
        )
    return payer
