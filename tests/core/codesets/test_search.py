"""What people type, and the code that must be among the first three."""

from datetime import date

import pytest

ON = date(2026, 3, 2)
DIAGNOSES = {
    "chest pain on breathing": "R07.1",
    "chest pain": "R07.9",
    "htn": "I10",
    "high blood pressure": "I10",
    "dm2": "E11.9",
    "t2dm": "E11.9",
    "dm2 neuropathy": "E11.40",
    "dm1": "E10.9",
    "dm2 ckd": "E11.22",
    "copd": "J44.9",
    "copd exacerbation": "J44.1",
    "chf": "I50.9",
    "afib": "I48.91",
    "cad": "I25.10",
    "gerd": "K21.9",
    "hld": "E78.5",
    "high cholesterol": "E78.00",
    "uti": "N39.0",
    "uri": "J06.9",
    "sore throat": "J02.9",
    "strep throat": "J02.0",
    "pna": "J18.9",
    "asthma": "J45.909",
    "lbp": "M54.50",
    "low back pain": "M54.50",
    "left knee pain": "M25.562",
    "right shoulder pain": "M25.511",
    "ha": "R51.9",
    "migraine": "G43.909",
    "anxiety": "F41.9",
    "gad": "F41.1",
    "depression": "F32.A",
    "mdd recurrent": "F33.9",
    "obesity": "E66.9",
    "hypothyroidism": "E03.9",
    "anemia": "D64.9",
    "ckd stage 3": "N18.30",
    "sob": "R06.02",
    "fatigue": "R53.83",
    "dizziness": "R42",
    "s/p": "Z98.890",
    "flu shot": "Z23",
    "annual physical": "Z00.00",
    "well child": "Z00.129",
    "heart attack": "I21.9",
    "osa": "G47.33",
    "bph": "N40.0",
    "abd pain": "R10.9",
    "n/v": "R11.2",
    "dvt": "I82.409",
}
PROCEDURES = {
    "est visit moderate": "99214",
    "new visit low": "99203",
    "ekg": "93000",
    "knee x-ray": "73560",
    "strep": "87430",
    "9921": "99211",
}


@pytest.mark.parametrize(("typed", "code"), DIAGNOSES.items())
def test_the_diagnosis_meant_is_among_the_first_three(codesets, typed, code):
    assert code in [hit.code for hit in codesets.search_diagnoses(typed, 3, on=ON)]


@pytest.mark.parametrize(("typed", "code"), PROCEDURES.items())
def test_the_procedure_meant_is_among_the_first_three(codesets, typed, code):
    assert code in [hit.code for hit in codesets.search_procedures(typed, 3, on=ON)]
