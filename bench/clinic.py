"""Claims as a medical group sends them: most are clean, some carry one of the usual faults.

A few payers, twelve clinicians, ever other patients; visits, tests, injections, vaccines, checkups, therapy.  With each
claim comes what the practice's own records say of it, so that no edit has to leave its question open.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from cleanclaim.core.claim import Address, Claim, Party, Person, ServiceLine
from cleanclaim.core.edits import Known, PayerRules
from cleanclaim.core.edits.known import CliaCertificate, Coverage, Enrollment, PastService, RegisteredNpi
from cleanclaim.core.edits.records import Circumstances, Orderer, Site
from cleanclaim.core.edits.visit import Visit
from cleanclaim.core.identifiers import npi

FIRST, DAYS = date(2026, 7, 1), 85  # of service: one quarter
FAULTY = 0.15  # of the claims
CLIA = "45D1234567"
TOWN = Address("400 LAKE RD", "STE 2", "AUSTIN", "TX", "787011234")
FAMILY = ("RIVERA", "BRANDT", "CASTRO", "DUNN", "EKBERG", "FONTAINE", "GRECO", "HOLT", "IBARRA", "JANSEN", "KOVAC")
GIVEN = ("ADA", "BORIS", "CLARA", "DIEGO", "EVA", "FELIX", "GRETA", "HUGO", "INES", "JONAS", "KIRA")
DIAGNOSES = ("I10", "E11.9", "E78.5", "J44.9", "K21.9", "M54.50", "N39.0", "R06.02", "G47.33", "M25.561", "F41.1")
BILLING = Party("LAKESIDE MEDICAL GROUP", npi=npi("124531959"), taxonomy="207Q00000X", tax_id="742123456", address=TOWN)
CLINICIANS = [
    Party(FAMILY[at % len(FAMILY)], GIVEN[at % len(GIVEN)], is_person=True, npi=npi(f"1{at:08d}")) for at in range(12)
]


class Payer(NamedTuple):
    """Who pays, and what the practice knows of him."""

    party: Party
    filing_code: str
    member: str  # how its numbers look; # stands for a digit
    days: int


PAYERS = [
    Payer(Party("SUMMIT MUTUAL", payer_id="60054"), "CI", "W#########", 180),
    Payer(Party("HARBOR HEALTH", payer_id="62308"), "CI", "H########", 180),
    Payer(Party("PRAIRIE BLUE", payer_id="84980"), "BL", "ZGP#########", 365),
    Payer(Party("MEDICARE TEXAS", payer_id="04412"), "MB", "1EG4TE5MK##", 365),
    Payer(Party("STATE MEDICAID", payer_id="86916"), "MC", "#########", 120),
]


class Service(NamedTuple):
    """A line: procedure, cents for one unit, modifiers, units."""

    procedure: str
    price: int
    modifiers: tuple[str, ...] = ()
    units: str = "1"


VISIT, LONG_VISIT, NEW = Service("99213", 13_000), Service("99214", 19_050), Service("99203", 16_500)
SOME_VISITS: list[tuple[int, tuple[Service, ...]]] = [
    (30, (VISIT,)),
    (22, (LONG_VISIT,)),
    (4, (NEW,)),
    (8, (VISIT, Service("36415", 1_475), Service("80053", 4_310))),
    (6, (LONG_VISIT, Service("36415", 1_475), Service("85025", 2_200), Service("84443", 5_100))),
    (5, (VISIT._replace(modifiers=("25",)), Service("20610", 22_540, ("RT",)), Service("J3301", 900, (), "4"))),
    (4, (VISIT._replace(modifiers=("25",)), Service("96372", 4_200), Service("J1885", 150, (), "2"))),
    (5, (Service("90471", 3_500), Service("90686", 2_800))),
    (4, (Service("93000", 5_200), LONG_VISIT._replace(modifiers=("25",)))),
    (4, (Service("97110", 8_225, ("GP",), "2"), Service("97140", 7_900, ("GP", "59")))),
    (3, (Service("90837", 18_800),)),
    (3, (Service("71046", 8_800), VISIT)),
    (2, (VISIT._replace(modifiers=("95",)),)),
]
MEDICARES_OWN = {"90471": Service("G0008", 3_500)}
WEIGHTS = [weight for weight, _ in SOME_VISITS]


class Case(NamedTuple):
    """What the edits get."""

    claim: Claim
    payer: PayerRules
    known: Known


def cases(count: int, *, seed: int = 1, faulty: float = FAULTY) -> Iterator[Case]:
    """So many claims, of which about `faulty` carry a fault; the same arguments make the same claims."""
    chosen = Random(seed)
    for number in range(count):
        case = _clean(chosen, number)
        yield case._replace(claim=_faulty(case.claim, chosen)) if chosen.random() < faulty else case


def _clean(chosen: Random, number: int) -> Case:
    on, payer, clinician = FIRST + timedelta(chosen.randrange(DAYS)), chosen.choice(PAYERS), chosen.choice(CLINICIANS)
    services = chosen.choices(SOME_VISITS, WEIGHTS)[0][1]
    if payer.filing_code == "MB":
        services = tuple(MEDICARES_OWN.get(each.procedure, each) for each in services)
    diagnoses = tuple(chosen.sample(DIAGNOSES, chosen.choice((1, 1, 2, 2, 3, 4))))
    lines = tuple(_line(at, each, on, diagnoses, number) for at, each in enumerate(services, start=1))
    claim = Claim(
        f"E26{number:06d}-1",
        payer.party,
        _person(chosen, payer),
        BILLING,
        lines,
        filing_code=payer.filing_code,
        diagnoses=diagnoses,
        rendering=clinician,
        place_of_service="10" if "95" in lines[0].modifiers else "11",
        clia=CLIA if any(line.procedure[0] == "8" for line in lines) else "",
        referring=CLINICIANS[0] if _is_ordered(services) else None,
    )
    return Case(claim, _rules(payer), _known(chosen, claim))


def _is_ordered(services: tuple[Service, ...]) -> bool:
    return any(each.procedure.startswith(("7", "8", "93", "97")) for each in services)


def _line(at: int, service: Service, on: date, diagnoses: tuple[str, ...], number: int) -> ServiceLine:
    is_drug = service.procedure.startswith("J")
    return ServiceLine(
        at,
        service.procedure,
        service.price * int(service.units),
        modifiers=service.modifiers,
        units=service.units,
        pointers=tuple(range(1, len(diagnoses) + 1)) if at == 1 else (1,),
        service_from=on,
        service_to=on,
        control_number=f"{number}L{at}",
        ndc="00003029305" if service.procedure == "J3301" else "00409379601" if is_drug else "",
        ndc_units="1" if is_drug else "",
        ndc_unit="ML" if is_drug else "",
    )


def _person(chosen: Random, payer: Payer) -> Person:
    return Person(
        chosen.choice(FAMILY),
        chosen.choice(GIVEN),
        birth_date=date(chosen.randint(1940, 2005), chosen.randint(1, 12), chosen.randint(1, 28)),
        sex=chosen.choice("FM"),
        address=Address(
            f"{chosen.randint(1, 9_999)} ELM ST", "", "AUSTIN", "TX", f"787{chosen.randint(1, 99):02d}1234"
        ),
        member_id="".join(chosen.choice("0123456789") if mark == "#" else mark for mark in payer.member),
    )


def _rules(payer: Payer) -> PayerRules:
    return PayerRules(
        filing_code=payer.filing_code,
        filing_days=payer.days,
        known_payer_ids=frozenset(each.party.payer_id for each in PAYERS),
        needs_drug_code=payer.filing_code == "MC",
    )


ENROLLED = {party.npi: (Enrollment(tax_id=BILLING.tax_id),) for party in (BILLING, *CLINICIANS)}
REGISTERED = {party.npi: RegisteredNpi(is_person=party.is_person) for party in (BILLING, *CLINICIANS)}
ORDERERS = {party.npi: Orderer(party.name) for party in CLINICIANS}
CERTIFICATES = (CliaCertificate(CLIA, "compliance"),)
SEEN, VIDEO = (
    Visit(mode="in_person"),
    Visit(mode="video", is_at_home=True, patient_state="TX", licensed_in=frozenset({"TX"})),
)


def _known(chosen: Random, claim: Claim) -> Known:
    """What every practice knows of a claim, and some earlier visits."""
    on = claim.service_from
    assert on is not None, "every line has its day"
    past = [on - timedelta(chosen.randint(20, 900)) for _ in range(chosen.choice((0, 1, 2, 3)))]
    return Known(
        history=tuple(_past(claim, day, f"E25{at:06d}-1") for at, day in enumerate(past) if _may_have(claim)),
        coverage=Coverage(active_from=date(2020, 1, 1), verified_on=on),
        enrollments=ENROLLED,
        registry=REGISTERED,
        certificates=CERTIFICATES,
        allowed={line.procedure: line.charge // 8 for line in claim.lines},
        policies=(),
        visit=VIDEO if claim.place_of_service == "10" else SEEN,
        approvals={},
        circumstances=Circumstances(),
        site=Site(),
        notices=(),
        consents=(),
        orderers=ORDERERS,
    )


def _may_have(claim: Claim) -> bool:
    """A new patient has no earlier visits."""
    return claim.lines[0].procedure != NEW.procedure


def _past(claim: Claim, day: date, number: str) -> PastService:
    assert claim.rendering is not None, "every claim says who rendered"
    return PastService(
        number,
        "99213",
        day,
        service_to=day,
        charge=VISIT.price,
        rendering_npi=claim.rendering.npi,
        billing_npi=BILLING.npi,
        payer_id=claim.payer.payer_id,
        place_of_service="11",
        diagnoses=claim.diagnoses[:1],
        sent_on=day,
    )


def _faulty(claim: Claim, chosen: Random) -> Claim:
    return chosen.choice(FAULTS)(claim)


def _first_line(claim: Claim, **changes: object) -> Claim:
    return replace(claim, lines=(replace(claim.lines[0], **changes), *claim.lines[1:]))


FAULTS: tuple[Callable[[Claim], Claim], ...] = (
    lambda claim: replace(claim, diagnoses=("M54.5", *claim.diagnoses[1:])),
    lambda claim: replace(claim, diagnoses=("E11", *claim.diagnoses[1:])),
    lambda claim: replace(claim, diagnoses=("M25.569", *claim.diagnoses[1:])),
    lambda claim: replace(claim, subscriber=replace(claim.subscriber, member_id="")),
    lambda claim: replace(claim, subscriber=replace(claim.subscriber, birth_date=None)),
    lambda claim: replace(claim, rendering=replace(claim.rendering or BILLING, npi="1234567890")),
    lambda claim: replace(claim, billing=replace(claim.billing, address=replace(TOWN, zip="78701"))),
    lambda claim: _first_line(claim, pointers=(4,)),
    lambda claim: _first_line(claim, units="0"),
    lambda claim: _first_line(claim, modifiers=("26",)),
    lambda claim: _first_line(claim, charge=0),
    lambda claim: _first_line(claim, procedure="99201"),
    lambda claim: replace(claim, lines=(*claim.lines, replace(claim.lines[-1], number=len(claim.lines) + 1))),
)
