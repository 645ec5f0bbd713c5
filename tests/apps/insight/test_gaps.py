"""What passed every edit and was refused: by payer, code and procedure, with the rule it suggests."""

from datetime import date, timedelta

import pytest
from tests.builders.payments import a_billed_claim, denied, from_payer, received
from tests.builders.practices import an_actor

from cleanclaim import clock
from cleanclaim.apps.acknowledgments.models import Acknowledgment, ClaimAnswered
from cleanclaim.apps.claims.forms_rules import RuleForm
from cleanclaim.apps.claims.services import claim_scrub
from cleanclaim.apps.denials.services import denials_open
from cleanclaim.apps.insight.gaps import claims_of_gap, edit_gaps
from cleanclaim.apps.insight.rates import acceptance_by_version
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.core.edits.version import edits_version

TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def on_that_day():
    with clock.at(TODAY):
        yield


def refused(by, carc="CO-197", *, was_clean=True):
    claim = a_billed_claim()
    claim.was_clean_at_first = was_clean
    claim.save()
    (remittance,) = received(from_payer(claim.payer, denied(claim, carc)))
    denials_open(answers=remittance.claims.exclude(claim=None), by=by)
    return claim


def rejected(status="453"):
    """One whose 277CA says why, or without `status` one of a file that a 999 rejected."""
    claim = a_billed_claim()
    claim.was_clean_at_first, claim.first_rejected_at = True, clock.now()
    claim.save()
    if status:
        file = received(from_payer(claim.payer, denied(a_billed_claim())))[0].file
        told = Acknowledgment.objects.create(file=file, kind="277CA", summary="", received_at=clock.now())
        ClaimAnswered.objects.create(
            acknowledgment=told, claim=claim, patient_control_number=claim.control_number, category="A7", status=status,
            is_rejection=True, words=f"A7:{status} A modifier is missing", received_at=clock.now(),
        )  # fmt: skip
    return claim


def test_denied_lines_of_clean_claims_are_gaps_by_procedure(by):
    claims = [refused(by), refused(by)]
    gaps = edit_gaps(on=TODAY, by=by)
    assert [(gap.code, gap.procedure, gap.count, gap.amount) for gap in gaps] == [
        ("CO-197", "99214", 2, 480_00),
        ("CO-197", "80053", 2, 90_00),
    ]
    first = gaps[0]
    rows = claims_of_gap(payer_id=first.payer_id, code=first.code, procedure="99214", on=TODAY, by=by)
    assert set(rows) == set(claims)


def test_what_an_edit_had_said_or_is_long_ago_is_no_gap(by):
    refused(by, was_clean=False)
    with clock.at(TODAY - timedelta(days=200)):
        refused(by)
    assert edit_gaps(on=TODAY, by=by) == []


def test_a_missing_authorization_drafts_a_rule_that_can_be_written_as_it_stands(by):
    refused(by)
    gap = edit_gaps(on=TODAY, by=by)[0]
    form = RuleForm(gap.draft | {"severity": "error"})
    assert form.is_valid(), form.errors
    assert gap.is_whole
    assert gap.draft["why"] == "CO-197 on 1 claim, $240.00, since Oct 20, 2026"


def test_an_answer_that_does_not_say_which_is_left_to_a_person_and_another_suggests_nothing(by):
    refused(by, "CO-4")
    refused(by, "CO-50")
    drafts = {gap.code: (gap.draft, gap.is_whole) for gap in edit_gaps(on=TODAY, by=by) if gap.procedure == "99214"}
    assert (drafts["CO-4"][0]["then_field"], drafts["CO-4"][1]) == ("modifier", False)
    assert drafts.get("CO-50", (None,))[0] is None


def test_rejections_are_gaps_with_words_or_with_their_file(by):
    said, unsaid = rejected(), rejected(status="")
    gaps = {gap.code: gap for gap in edit_gaps(on=TODAY, by=by) if gap.kind == "rejection"}
    assert (gaps["A7:453"].amount, gaps["A7:453"].words) == (said.charge, "A modifier is missing")
    assert gaps["A7:453"].draft["then_field"] == "modifier"
    for code, claim in (("A7:453", said), ("999", unsaid)):
        gap = gaps[code]
        rows = claims_of_gap(payer_id=gap.payer_id, code=code, procedure=gap.procedure, on=TODAY, by=by)
        assert list(rows) == [claim]


def test_the_page_offers_rules_to_who_writes_them(by, practice, browsing_as):
    refused(by)
    page = browsing_as(an_actor(practice, "manager")).get("/insight/gaps/").content.decode()
    assert "/claims/rules/new/?" in page
    assert "/claims/rules/new/?" not in browsing_as(an_actor(practice, "owner")).get("/insight/gaps/").content.decode()
    with pytest.raises(NotPermitted):
        edit_gaps(on=TODAY, by=an_actor(practice, "front_desk"))


def test_a_claim_keeps_the_version_of_the_edits_it_passed_and_acceptance_is_counted_by_it(by):
    for version, is_rejected in (("", False), ("1111aaaa", True), ("1111aaaa", False)):
        claim = a_billed_claim(state="draft")
        claim_scrub(claim=claim, by=by)
        assert claim.edits_version == edits_version()
        claim.edits_version = version or claim.edits_version
        claim.first_sent_at, claim.first_rejected_at = clock.now(), clock.now() if is_rejected else None
        claim.save()
    rows = {each.version: (each.sent, each.accepted, each.percent) for each in acceptance_by_version(by=by)}
    assert rows == {edits_version(): (1, 1, 100.0), "1111aaaa": (2, 1, 50.0)}
