"""The small tables: procedures, modifiers, places, reasons."""

from datetime import date

import pytest

from cleanclaim.core.codesets.code_set import Code, CodeSetMissing, code_set

MARCH_2026 = date(2026, 3, 2)


def test_a_deleted_procedure_is_gone_the_day_after_its_last(codesets):
    assert codesets.procedures.has("99201", on=date(2020, 12, 31))
    assert not codesets.procedures.has("99201", on=date(2021, 1, 1))


def test_words_are_our_own_and_short(codesets):
    assert codesets.procedures.words("99214") == "established visit, moderate"
    assert all(0 < len(code.words) <= 70 for code in codesets.procedures)


@pytest.mark.parametrize(("code", "days"), [("99213", None), ("20610", 0), ("17110", 10), ("27447", 90)])
def test_surgery_carries_its_follow_up_days(codesets, code, days):
    assert codesets.procedures.at(code, on=MARCH_2026).global_days == days


def test_flags_say_what_a_line_may_need(codesets):
    assert codesets.procedures.flagged("90472", "add_on")
    assert codesets.procedures.flagged("87880", "qw")
    assert codesets.procedures.flagged("20610", "sided")
    assert not codesets.procedures.flagged("99213", "sided")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("9921", "99211"), ("est visit moderate", "99214"), ("strep", "87430"), ("knee x-ray", "73560"), ("ekg", "93000")],
)
def test_procedures_are_found_by_number_and_words(codesets, typed, first):
    assert first in [hit.code for hit in codesets.search_procedures(typed, on=MARCH_2026)][:3]


def test_a_deleted_procedure_is_not_offered(codesets):
    assert "99201" not in [hit.code for hit in codesets.search_procedures("9920", on=MARCH_2026)]


def test_place_10_begins_with_telehealth_at_home(codesets):
    assert not codesets.place_of_service.has("10", on=date(2021, 12, 31))
    assert codesets.place_of_service.has("10", on=date(2022, 1, 1))


@pytest.mark.parametrize(
    ("name", "code"),
    [("modifiers", "25"), ("carc", "45"), ("rarc", "N290"), ("claim_status", "562"), ("claim_status_category", "A7")],
)
def test_what_payers_answer_has_words(codesets, name, code):
    assert getattr(codesets, name).words(code)


def test_every_reason_still_in_use_is_in_the_table(codesets):
    assert sum(code.in_force(MARCH_2026) for code in codesets.carc) == 295
    assert all(code.words for code in codesets.carc if code.in_force(MARCH_2026) and code.code != "306")


def test_a_zip_belongs_to_the_states_it_serves(codesets):
    assert codesets.zip3_state["100"] == {"NY"}
    assert "AS" in codesets.zip3_state["967"]


def test_a_set_answers_by_period():
    codes = (
        Code("A", "second", date(2024, 1, 1)),
        Code("A", "first", date(2020, 1, 1), date(2021, 12, 31)),
    )
    letters = code_set("letters", "Letters", codes, first=date(2020, 1, 1), last=date(2026, 12, 31))
    answers = [letters.at("A", on=date(year, 6, 1)) for year in (2021, 2022, 2024)]
    assert [answer and answer.words for answer in answers] == ["first", None, "second"]
    with pytest.raises(CodeSetMissing, match="Letters for 2027-01-01 is not loaded"):
        letters.require(date(2027, 1, 1))
