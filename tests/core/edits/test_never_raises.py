"""Whatever a claim holds, the edits answer with findings."""

import string
import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits import PayerRules, run_edits
from cleanclaim.core.edits.known import Known

TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            "1",
            "18",
            "7",
            "99213",
            "20610",
            "G2211",
            "00140",
            "97110",
            "99496",
            "J3490",
            "25",
            "50",
            "M54.5",
            "E11",
            "MB",
            "WC",
        ]
    ),
    st.sampled_from(["0131", "11", "21", "S", "P", "45:50.00", "1.5", "١", "1234567893", "787011234", "0003-0293-05"]),
    st.text(max_size=12),
    st.text(string.printable, max_size=70),
)
DATES = st.one_of(st.dates(), st.dates(date(2019, 1, 1), date(2027, 1, 1)), st.sampled_from([date.min, date.max]))
NUMBERS = st.decimals(0, 10**6, places=2)
AMOUNTS = st.integers(-(10**12), 10**12)


def values(kind: object) -> st.SearchStrategy:
    """Any value of a type that a claim is made of."""
    simple = {str: TEXTS, int: AMOUNTS, bool: st.booleans(), date: DATES, type(None): st.none(), Decimal: NUMBERS}
    if kind in simple:
        return simple[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*[values(part) for part in inner])
    if origin is Mapping:
        return st.dictionaries(*[values(part) for part in inner], max_size=3)
    if origin is frozenset:
        return st.frozensets(values(inner[0]), max_size=3)
    if origin is typing.Literal:
        return st.sampled_from(inner)
    if origin is tuple and inner[-1] is ...:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*[values(part) for part in inner])
    fields = typing.get_type_hints(kind)
    required = {field.name for field in msgspec.structs.fields(kind) if field.required}
    made = {name: values(hint) for name, hint in fields.items()}
    needed = {name: strategy for name, strategy in made.items() if name in required}
    others = {name: strategy for name, strategy in made.items() if name not in required}
    return st.fixed_dictionaries(needed, optional=others).map(lambda chosen: kind(**chosen))


RULES = st.builds(
    PayerRules,
    filing_code=st.sampled_from(["", "CI"]),
    filing_days=st.none() | st.integers(0, 10**6),
    known_payer_ids=st.none() | st.just(frozenset({"60054"})),
    needs_taxonomy=st.booleans(),
    needs_drug_code=st.booleans(),
    id_pattern=st.sampled_from(["", "[A-Z]{3}.*"]),
    newborn_days=st.none() | st.integers(0, 60),
    needs_accident=st.booleans(),
    needs_video_modifier=st.booleans(),
    pays_own_number=st.booleans(),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(claim=values(Claim), payer=RULES, known=st.just(Known()) | values(Known), as_of=DATES)
def test_edits_find_and_never_raise(codesets, claim, payer, known, as_of):
    for finding in run_edits(claim, codesets=codesets, as_of=as_of, payer=payer, known=known):
        assert finding.message
        assert finding.title
