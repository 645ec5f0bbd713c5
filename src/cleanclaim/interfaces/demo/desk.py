"""What the back office does the days after: corrections, denials, deposits, statements, patients' payments."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import QuerySet
from msgspec.structs import replace

from cleanclaim import clock
from cleanclaim.apps.acknowledgments.services import REJECTED
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import claim_correct, claim_fix_safe, claim_scrub, finding_override
from cleanclaim.apps.denials.choices import OPEN
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.denials.services import denial_correct
from cleanclaim.apps.eligibility.services import eligibility_check, eligibility_work_expire
from cleanclaim.apps.ledger.banking import cards_settle, cards_waiting, drawer_bank, drawers
from cleanclaim.apps.ledger.choices import Method
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.patient_billing.due import statements_due
from cleanclaim.apps.patient_billing.services import payment_take, statement_issue
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.patients.services import CoverageDetails, coverage_update
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.errors import Refusal
from cleanclaim.apps.remittances.models import Remittance
from cleanclaim.apps.remittances.services import POSTED_STATES, deposit_record
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.interfaces.demo.day import Place
from cleanclaim.interfaces.demo.habits import HABITS, item_work, line_give_up
from cleanclaim.interfaces.demo.people import member_id
from cleanclaim.interfaces.jobs.billing import claim_recheck

LOOKING_DAYS = (1, 3)  # Tuesdays and Thursdays
BANK_DAY = 4  # Fridays
PLAN_ENDED = "SUB005"
CARD_FEE = 26  # cents of ten dollars
LEFT_ALONE_DAYS = 12  # what came last is left for whoever tries the demo


class Desk:
    """The back office of one practice: what is to be done on which day."""

    def __init__(self, place: Place, last_day: date) -> None:
        self.place, self.last_day = place, last_day
        self.due: dict[date, list[Callable[[], None]]] = defaultdict(list)
        self.seen: set[tuple[str, int]] = set()
        self.refused: list[str] = []

    def day_play(self, day: date) -> None:
        """Do what is due, twice a week look at what is new, bill patients on the first workday of a month."""
        for act in self.due.pop(day, []):
            try:
                act()
            except Refusal as refusal:  # as at any desk: noted, and left to a person
                self.refused.append(str(refusal))
        if day.weekday() in LOOKING_DAYS:
            self._look(day)
        if day.weekday() == BANK_DAY:
            self._bank(day)
        if day.day <= 3 and ("statements", day.month) not in self.seen:
            self.seen.add(("statements", day.month))
            self._statements(day)

    def _look(self, day: date) -> None:
        eligibility_work_expire(by=self.place.team.as_("system"))
        self._rejected(day)
        self._held(day)
        self._denied(day)
        self._worklist(day)
        self._deposits(day)

    def _later(self, day: date, fewest: int, most: int, act: Callable[[], None]) -> None:
        """Some workdays on, unless that is among the last days."""
        when = day + timedelta(days=self.place.rng.randint(fewest, most))
        while when.weekday() > 4:
            when += timedelta(days=1)
        if when < self.last_day - timedelta(days=LEFT_ALONE_DAYS // 2):
            self.due[when].append(act)

    def _is_new(self, kind: str, number: int) -> bool:
        is_new = (kind, number) not in self.seen
        self.seen.add((kind, number))
        return is_new

    def _rejected(self, day: date) -> None:
        """Each rejection by its own work: a claim may be rejected again."""
        for item_id, subject in _rejections():
            claim_id = int(subject.partition(":")[2])
            if self._is_new("rejected", item_id):
                self._later(day, 1, 4, lambda claim_id=claim_id: self._correct(claim_id))

    def _correct(self, claim_id: int) -> None:
        """Ask for the card again, and send the claim as an original."""
        claim = Claim.objects.select_related("coverage__payer", "encounter").get(pk=claim_id)
        self._card_again(claim.coverage)
        claim_correct(claim=claim, by=self.place.team.as_("biller"))

    def _card_again(self, coverage: Coverage) -> None:
        good = member_id(coverage.payer.payer_id, self.place.rng, is_good=True)
        details = replace(_details(coverage), member_id=good)
        coverage_update(coverage=coverage, details=details, by=self.place.team.as_("front_desk"))

    def _held(self, day: date) -> None:
        for claim_id in _held_claims():
            if self._is_new("held", claim_id):
                self._later(day, 1, 3, lambda claim_id=claim_id: self._fix(claim_id))

    def _fix(self, claim_id: int) -> None:
        """The card again where the plan has ended, safe fixes; a warning that was looked at goes with a reason."""
        biller = self.place.team.as_("biller")
        claim = Claim.objects.select_related("coverage__payer", "encounter").get(pk=claim_id)
        if claim.findings.filter(edit=PLAN_ENDED).exists():
            self._card_again(claim.coverage)
            eligibility_check(coverage=claim.coverage, service_on=claim.service_from, by=biller)
            claim_recheck(claim=claim, by=biller)
        if claim.findings.exclude(autofix=None).exists():
            claim_fix_safe(claim=claim, by=biller)
        for finding in claim.findings.filter(severity="warning", overridden_by=None):
            reason = "Looked at with the record; right as it is"
            finding_override(finding=finding, reason=reason, by=self.place.team.as_("manager"))

    def _denied(self, day: date) -> None:
        """Most are corrected and sent again, the rest is given up sooner or later."""
        for claim_id in _denied_claims():
            if self._is_new("denied", claim_id):
                drawn = self.place.rng.random()
                if drawn < 0.65:
                    self._later(day, 4, 10, lambda claim_id=claim_id: self._resubmit(claim_id))
                else:
                    most = 25 if drawn < 0.9 else 55
                    self._later(day, 10, most, lambda claim_id=claim_id: self._give_up(claim_id))

    def _resubmit(self, claim_id: int) -> None:
        """A replacement where the payer takes one; Medicare takes none, and small losses are accepted after a while."""
        claim = Claim.objects.select_related("payer", "encounter").get(pk=claim_id)
        if not claim.payer.takes_replacements:
            self._later(clock.today(), 11, 30, lambda: self._give_up(claim_id))
            return
        why = "Record checked; corrected and sent again"
        replacement = denial_correct(claim=claim, why=why, by=self.place.team.as_("biller"))
        claim_scrub(claim=replacement, by=self.place.team.as_("biller"))

    def _give_up(self, claim_id: int) -> None:
        cases = DenialCase.objects.filter(claim=claim_id, state__in=OPEN).select_related("claim__encounter", "line")
        for line, claim in {case.line: case.claim for case in cases}.items():
            line_give_up(line=line, claim=claim, by=self.place.team.as_("manager"))

    def _worklist(self, day: date) -> None:
        """Everything else that posting left to people, each kind in its time."""
        for item_id, kind in _other_work():
            if self._is_new("work", item_id):
                self._later(day, *HABITS[kind].days, lambda item_id=item_id: self._work(item_id))

    def _work(self, item_id: int) -> None:
        """What still waits for the payer is looked at again."""
        item = WorkItem.objects.get(pk=item_id)
        if item.closed_at is None and not item_work(item=item, team=self.place.team):
            self._later(clock.today(), 10, 15, lambda: self._work(item_id))

    def _deposits(self, day: date) -> None:
        """The bank shows a payment the day after its remittance; a few are late."""
        for remittance in _undeposited(day):
            if self.place.rng.random() < 0.8:
                deposit_record(
                    trace_number=remittance.trace_number,
                    amount=remittance.amount,
                    received_on=day,
                    payer=remittance.payer,
                    by=self.place.team.as_("manager"),
                )

    def _bank(self, day: date) -> None:
        """The drawers go to the bank, and the processor pays the week's cards less its fee."""
        manager = self.place.team.as_("manager")
        for drawer in drawers(by=manager):
            drawer_bank(drawer=drawer, counted=drawer.amount, slip=f"{day:%m%d}", by=manager)
        if gross := cards_waiting(by=manager):
            cards_settle(gross=gross, fee=gross * CARD_FEE // 1_000, reference=f"{day:%y%m%d}", by=manager)

    def _statements(self, day: date) -> None:
        biller = self.place.team.as_("biller")
        for patient in statements_due(by=biller).patients:
            statement_issue(patient=patient, by=biller)
            if self.place.rng.random() < 0.65:
                self._later(day, 6, 25, lambda patient=patient: self._pay(patient))

    def _pay(self, patient: Patient) -> None:
        front_desk = self.place.team.as_("front_desk")
        owed = account_money(patient=patient, by=front_desk).due
        amount = owed if self.place.rng.random() < 0.8 else owed // 2
        if amount:
            payment_take(
                patient=patient,
                amount=amount,
                method=Method.CARD,
                reference=f"{self.place.rng.randrange(10**6):06d}",
                location=self.place.locations[0],
                by=front_desk,
            )


@asked_often
def _rejections() -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(kind=REJECTED, closed_at=None).order_by("pk").values_list("pk", "subject")


@asked_often
def _held_claims() -> QuerySet[Claim]:
    return Claim.objects.filter(state="edit_failed").order_by("pk").values_list("pk", flat=True)


@asked_often
def _denied_claims() -> QuerySet[DenialCase]:
    return DenialCase.objects.filter(state__in=OPEN).order_by("pk").values_list("claim_id", flat=True)


@asked_often
def _other_work() -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(closed_at=None, kind__in=HABITS).order_by("pk").values_list("pk", "kind")


@asked_often
def _undeposited(day: date) -> QuerySet[Remittance]:
    waiting = Remittance.objects.filter(deposit=None, amount__gt=0, state__in=POSTED_STATES)
    return waiting.filter(received_at__date__lt=day).select_related("payer").order_by("pk")


def _details(coverage: Coverage) -> CoverageDetails:
    return CoverageDetails(**{name: getattr(coverage, name) for name in CoverageDetails.__struct_fields__})
