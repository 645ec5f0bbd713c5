"""Any remittance that balances, every field of the guide used now and then: hypothesis's."""

from datetime import date

from hypothesis import strategies as st
from msgspec import structs
from tests.builders.remittances import a_remittance

from cleanclaim.core.claim.value import Address, Adjustment, Party, Person
from cleanclaim.core.remittance import (
    BankAccount,
    ClaimGroup,
    ClaimPayment,
    Contact,
    Currency,
    Delivery,
    InpatientAdjudication,
    InpatientSummary,
    OutpatientAdjudication,
    Payee,
    Payer,
    ProviderAdjustment,
    ProviderSummary,
    Remittance,
    ServicePayment,
)

_cents = st.integers(-50_000, 500_000)
_text = st.text("ABCDEFGHIJ0123456789", min_size=2, max_size=12)
_maybe = st.just("") | _text
_count = st.sampled_from(["", "1", "2.5", "30"])
_day = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_no_day = st.none() | _day
_no_cents = st.none() | _cents


def _several(value: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(value, max_size=most).map(tuple)


def _struct(kind: type, **given: st.SearchStrategy) -> st.SearchStrategy:
    """A value of which every optional amount and text is there or not."""
    parts = {int | None: _no_cents, str: _maybe, date | None: _no_day}
    rest = {field.name: parts[field.type] for field in structs.fields(kind) if field.name not in given}
    return st.builds(kind, **rest, **given)


_modifiers = st.sampled_from([(), ("25",), ("59", "RT"), ("", "LT"), ("1P", "2P", "3P", "8P")])
_address = st.builds(Address, line1=_maybe, city=_maybe, state=st.sampled_from(["", "NY"]), zip=_maybe)
_way = st.tuples(st.sampled_from(["TE", "EM", "EX"]), _text)
_contact = st.builds(Contact, function=st.just("CX"), name=_maybe, ways=_several(_way))
_person = st.builds(
    Person,
    last_name=_text,
    first_name=_maybe,
    middle_name=_maybe,
    suffix=_maybe,
    member_id=_text,
    id_qualifier=st.sampled_from(["", "HN", "34"]),
    is_organization=st.booleans(),
)
_party = st.builds(Party, name=_text, npi=_text, is_person=st.booleans()) | st.builds(
    Party, name=_text, payer_id=_text, id_qualifier=st.sampled_from(["", "XV", "MC"])
)
_references = _several(st.tuples(st.sampled_from(["CE", "1L", "0B", "LU", "G1", "HPI", "0K"]), _text))


@st.composite
def _adjustments(draw) -> tuple[Adjustment, ...]:
    """Now and then one that is apart from a neighbor with which it could share a CAS."""
    one = st.builds(
        Adjustment,
        group=st.sampled_from(["CO", "PR", "OA", "PI"]),
        reason=st.sampled_from(["1", "2", "3", "16", "23", "45", "59", "97", "253", "A1"]),
        amount=_cents,
        quantity=st.sampled_from(["", "", "1", "-2"]),
    )
    made: list[Adjustment] = []
    room = 0
    for adjustment in draw(st.lists(one, max_size=9)):
        shares = bool(made) and made[-1].group == adjustment.group and room > 0
        apart = shares and draw(st.booleans())
        room = room - 1 if shares and not apart else 5
        made.append(structs.replace(adjustment, apart=apart))
    return tuple(made)


@st.composite
def service_payments(draw) -> ServicePayment:
    """A line that adds up."""
    charge, adjustments = draw(_cents), draw(_adjustments())
    submitted = draw(st.sampled_from(["", "80048"]))
    first = draw(_no_day)
    return ServicePayment(
        charge=charge,
        paid=charge - sum(a.amount for a in adjustments),
        procedure=draw(st.sampled_from(["99213", "80053", "J1100"])),
        qualifier=draw(st.sampled_from(["HC", "AD", "N4"])),
        modifiers=draw(_modifiers),
        description=draw(_maybe),
        revenue_code=draw(_maybe),
        units=draw(_count),
        procedure_submitted=submitted,
        qualifier_submitted=draw(st.sampled_from(["", "NU"])) if submitted else "",
        modifiers_submitted=("25",) if submitted else (),
        units_submitted=draw(_count),
        service_from=first,
        service_to=draw(_no_day) if first else None,
        line_control_number=draw(st.sampled_from(["", "L1"])),
        adjustments=adjustments,
        amounts=draw(_several(st.tuples(st.sampled_from(["B6", "KH"]), _cents))),
        quantities=draw(_several(st.tuples(st.just("ZK"), _text), 1)),
        remarks=draw(_several(st.sampled_from(["M15", "N670"]))),
        reject_codes=draw(_several(st.sampled_from(["70", "88"]), 1)),
        references=_ordered(draw(_references), {"LU": 0, "G1": 0, "CE": 2, "1L": 2, "0B": 1, "HPI": 1, "0K": 2}),
    )


@st.composite
def claim_payments(draw) -> ClaimPayment:
    """With lines, or with adjustments at claim level alone, or both."""
    lines = draw(_several(service_payments()))
    adjustments = draw(_adjustments())
    charge = sum(line.charge for line in lines) if lines else draw(_cents)
    paid = charge - sum(a.amount for a in adjustments) - sum(a.amount for line in lines for a in line.adjustments)
    remarks, inpatient = draw(_remarks())
    return ClaimPayment(
        patient_control_number=draw(_text),
        status=draw(st.sampled_from(["1", "2", "3", "4", "19", "22", "25"])),
        charge=charge,
        paid=paid,
        patient_responsibility=draw(_no_cents),
        filing_code=draw(st.sampled_from(["12", "MB", "MC"])),
        payer_claim_control_number=draw(_text),
        facility_code=draw(_maybe),
        frequency=draw(st.sampled_from(["", "1", "7"])),
        drg=draw(st.sampled_from(["", "470"])),
        drg_weight=draw(_count),
        discharge_fraction=draw(_count),
        patient=draw(_person),
        subscriber=draw(st.none() | _person),
        corrected_patient=draw(st.none() | _person),
        rendering=draw(st.none() | _party),
        crossover=draw(st.none() | _party),
        corrected_payer=draw(st.none() | _party),
        other_subscriber=draw(st.none() | _person),
        adjustments=adjustments,
        lines=lines,
        inpatient=inpatient,
        outpatient=draw(st.none() | _struct(OutpatientAdjudication, reimbursement_rate=st.just(".8"))),
        remarks=remarks,
        amounts=draw(_several(st.tuples(st.sampled_from(["AU", "I"]), _cents))),
        quantities=draw(_several(st.tuples(st.just("CA"), _text), 2)),
        references=_ordered(draw(_references), {"CE": 0, "1L": 0, "G1": 0, "0B": 1, "LU": 1, "HPI": 1, "0K": 1}),
        contacts=draw(_several(_contact, 2)),
        service_from=draw(_no_day),
        service_to=draw(_no_day),
        coverage_expires_on=draw(_no_day),
        received_on=draw(_no_day),
    )


@st.composite
def _remarks(draw) -> tuple[tuple[str, ...], InpatientAdjudication | None]:
    """Without inpatient adjudication a MIA only makes room for more than five."""
    codes = draw(st.lists(st.sampled_from(["MA01", "MA18", "N130"]), max_size=8).map(tuple))
    if draw(st.booleans()):
        return codes, None
    count = draw(st.integers(max(0, len(codes) - 5), min(5, len(codes))))
    return codes, draw(_struct(InpatientAdjudication, covered_days=st.just("3"), remark_count=st.just(count)))


_payers = st.builds(
    Payer,
    name=_text,
    payer_id=_text,
    id_qualifier=st.sampled_from(["", "FI"]),
    address=_address,
    other_ids=_several(st.tuples(st.sampled_from(["2U", "EO", "HI", "NF"]), _text)),
    contacts=st.just((Contact("CX", "", (("TE", "1"),)), Contact("BL", "DESK", (("EM", "A.B"), ("EX", "1"))))),
)
_payees = st.builds(
    Payee,
    name=_text,
    npi=_maybe,
    tax_id=_text,
    address=_address,
    other_ids=_several(st.tuples(st.sampled_from(["0B", "D3", "PQ"]), _text)),
    delivery=st.none() | st.builds(Delivery, method=st.just("EM"), name=_maybe, address=_text),
)
_account = st.none() | st.builds(BankAccount, bank=_text, account=_text)
_group = st.builds(
    ClaimGroup,
    number=st.sampled_from(["1", "2", "110212"]),
    provider=st.none() | _struct(ProviderSummary, provider=_text),
    inpatient=st.none() | _struct(InpatientSummary),
)


@st.composite
def remittances(draw, *, most_pairs: int = 8) -> Remittance:
    """Any remittance that balances; a total below zero is lifted by PLB FB, as payers must."""
    claims = draw(st.lists(claim_payments(), max_size=3))
    pair = st.tuples(st.sampled_from(["WO", "L6", "CS", "72"]), _cents, st.sampled_from(["", "ICN9"]))
    pairs = draw(st.lists(pair, max_size=most_pairs))
    total = sum(claim.paid for claim in claims) - sum(amount for _, amount, _ in pairs)
    if total < 0:
        pairs.append(("FB", total, "835A"))
    adjustments = tuple(
        ProviderAdjustment(code, amount, reference, "1234567893", date(2026, 12, 31), index)
        for index, (code, amount, reference) in enumerate(pairs, start=1)
    )
    groups = draw(_several(_group)) if claims else ()
    groups = () if groups == (ClaimGroup(),) else groups
    places = sorted(draw(st.integers(1, max(1, len(groups)))) for _ in claims)
    numbered = tuple(
        structs.replace(claim, index=index, group=place)
        for index, (claim, place) in enumerate(zip(claims, places, strict=True), start=1)
    )
    return structs.replace(
        a_remittance(provider_adjustments=adjustments),
        amount=max(total, 0),
        payer=draw(_payers),
        payee=draw(_payees),
        payer_account=draw(_account),
        payee_account=draw(_account),
        payer_identifier=draw(_maybe),
        originator_supplement=draw(_maybe),
        currency=draw(st.none() | st.builds(Currency, code=st.just("CAD"), rate=st.sampled_from(["", "1.25"]))),
        receiver=draw(_maybe),
        software_version=draw(_maybe),
        production_on=draw(_no_day),
        groups=groups,
        claims=numbered,
    )


def _ordered(references: tuple[tuple[str, str], ...], ranks: dict[str, int]) -> tuple[tuple[str, str], ...]:
    """As the guide orders them: those sent in another order have `order` as well."""
    return tuple(sorted(references, key=lambda pair: ranks[pair[0]]))
