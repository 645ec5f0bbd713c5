"""Edits on and off for a payer, a plan or a specialty."""

from msgspec import structs

from cleanclaim.core.edits.example_claim import a_claim
from cleanclaim.core.edits.selection import Choice, Chosen, Selection


def test_nothing_chosen_is_everything_on():
    assert Selection().of(a_claim()) == Chosen()


def test_what_is_ignored_adds_up_from_the_widest_to_the_narrowest():
    claim = a_claim()
    mine, other = claim.payer.payer_id, "OTHER"
    selection = Selection(
        (Choice(ignore=("DX018",), payer_id=mine), Choice(ignore=("AMT004",)), Choice(ignore=("LIN",), payer_id=other))
    )
    assert selection.of(claim).ignore == ("AMT004", "DX018")


def test_a_narrower_choice_takes_back_what_a_wider_one_ignores():
    claim = structs.replace(a_claim(), group_number="G77")
    selection = Selection((Choice(ignore=("DX018", "AMT004")), Choice(select=("DX018",), group_number="G77")))
    assert selection.of(claim) == (("DX018",), ("AMT004",), ())
    assert selection.of(structs.replace(claim, group_number="G78")) == Chosen(ignore=("DX018", "AMT004"))


def test_a_specialty_is_the_beginning_of_the_taxonomy_of_who_rendered():
    claim = a_claim()
    taxonomy = (claim.rendering or claim.billing).taxonomy
    selection = Selection((Choice(ignore=("LIN",), specialty=taxonomy[:4]), Choice(ignore=("DX",), specialty="999")))
    assert selection.of(claim) == Chosen(ignore=("LIN",))


def test_the_narrower_choice_decides_and_of_two_alike_the_later():
    claim = structs.replace(a_claim(), group_number="G77")
    off, softer = Choice(ignore=("DX018",)), Choice(warn=("DX018",), group_number="G77")
    assert Selection((softer, off)).of(claim) == Chosen(warn=("DX018",))
    assert Selection((off, softer, Choice(keep=("DX018",), group_number="G77"))).of(claim) == Chosen()
    assert Selection((Choice(warn=("DX018",)), off)).of(claim) == Chosen(ignore=("DX018",))
