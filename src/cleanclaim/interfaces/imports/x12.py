"""X12 files of other software: 837s become claims to work, 835s are posted like any payer's."""

from collections import Counter
from datetime import date

from django.db import transaction

from cleanclaim.apps.claims.services.importing import claim_import, imported_as, imported_before
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow, Refusal
from cleanclaim.core.claim import Claim, read_claims
from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.interfaces.imports.parties import Parties
from cleanclaim.interfaces.imports.report import Report
from cleanclaim.interfaces.jobs.intake import file_take_in

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)  # a date of service outside is a slip of the pen
LARGEST = 10**12  # cents
NOT_TAKEN = "neither a claim (837) nor a remittance (835)"


class X12Import:
    """Takes in file after file for one practice."""

    def __init__(self, by: Actor, report: Report) -> None:
        self.by, self.report = by, report
        self.parties = Parties(by, report)

    def take(self, name: str, content: bytes) -> None:
        """One file; what is refused is reported with its reason."""
        kinds: Counter[str] = Counter()
        try:
            kinds.update(transaction.kind for transaction in read_transactions(content, file=name))
        except X12Error as problem:
            self.report.unreadable.append(str(problem))
        if kinds["837"]:
            self._claims(name, content)
        if kinds["835"]:
            self._remittances(name, content)
        for kind, count in kinds.items():
            if kind not in ("837", "835"):
                self.report.leave_out(f"transaction {kind}", NOT_TAKEN, name, count)

    @transaction.atomic
    def _claims(self, name: str, content: bytes) -> None:
        """Every claim of the file; who a refused one speaks of may be added all the same."""
        claims = []
        for item in read_claims(content, file=name):
            if isinstance(item, Claim):
                claims.append(item)
            elif str(item) not in self.report.unreadable:
                self.report.leave_out("claim", f"unreadable: {item.message}", str(item))
        before = imported_before(claims)
        for claim in claims:
            key = imported_as(claim)
            if key in before:
                self.report.known["claim"] += 1
                continue
            before.add(key)
            try:
                self._claim(claim, name)
            except Refusal as reason:
                self.report.leave_out("claim", str(reason), f"{name} claim {claim.control_number}")

    def _claim(self, claim: Claim, name: str) -> None:
        _refuse_unusable(claim)
        payer = self.parties.payer(claim)
        patient = self.parties.patient(claim)
        coverage = self.parties.coverage(claim, patient, payer)
        self.parties.clinicians(claim)
        row = claim_import(value=claim, patient=patient, payer=payer, coverage=coverage, source=name, by=self.by)
        self.report.added["claim"] += 1
        self.report.note(
            "claim", "clean, ready to send" if row.state == "ready" else "held by findings, on the worklist"
        )
        if row.control_number != claim.control_number:
            self.report.note("claim", "its control number was taken, empty or too long: it has a new one")

    def _remittances(self, name: str, content: bytes) -> None:
        taken = file_receive(name=name, content=content, partner=None, by=self.by)
        if not taken.is_new:
            self.report.known["remittance file"] += 1
            return
        file_take_in(file=taken.file, by=self.by)
        file = taken.file
        file.refresh_from_db()
        for remittance in file.remittances.all():
            self.report.added["remittance"] += 1
            if remittance.problem:
                self.report.note("remittance", f"held: {remittance.problem.partition('.')[0]}")
            else:
                self.report.note("remittance", remittance.state.replace("_", " "))
        if file.state == FileState.REFUSED or not file.remittances.exists():
            reason = (file.problem or file.get_state_display()).replace(f"{name}, ", "")
            self.report.leave_out("remittance file", reason, name)


def _refuse_unusable(claim: Claim) -> None:
    """What no row can hold.  Raises NotAllowedNow with the reason."""
    if claim.service_from is None:
        raise NotAllowedNow("it has no date of service")
    if not (EARLIEST <= claim.service_from <= LATEST and claim.service_to <= LATEST):
        raise NotAllowedNow(f"its date of service {claim.service_from} cannot be right")
    if abs(claim.total_charge) > LARGEST:
        raise NotAllowedNow("its charge cannot be right")
