"""Claims of the usual shape, and nearly so: read at once or segment by segment, they give one value or one error."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleanclaim.core import money
from cleanclaim.core.remittance.balance import Totals
from cleanclaim.core.remittance.read_claim import ClaimReader
from cleanclaim.core.x12 import Delimiters
from cleanclaim.core.x12.errors import X12Error

DELIMITERS = Delimiters(element="*", component=":", repetition="^", segment="~")
word = st.sampled_from(["", "A", "SMITH", "O'NEIL ANN", "é", "123456789", "1:2", "20260105", "MI", "XX", "1"])
filled = st.sampled_from(["A", "12345", "HC:99213", "N130"])
day = st.sampled_from(["20260105", "20260131"] * 20 + ["20261399", "A"])
usual_amount = st.integers(-99_999, 99_999).map(lambda cents: money.x12(cents))
odd_amount = st.sampled_from(["", "-0", ".5", "-.5", "1.", "00012.50", "1.234", "1.5E1", "twelve", "+4", "--1"])
amount = st.integers(0, 39).flatmap(lambda drawn: usual_amount if drawn else odd_amount)
group = st.sampled_from(["CO", "PR", "OA", "PI", "ZZ", ""])


def segment(*parts: st.SearchStrategy[str] | str) -> st.SearchStrategy[str]:
    texts = [part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts]
    return st.tuples(*texts).map("*".join)


def maybe(*choices: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.one_of(st.just([]), *(choice.map(lambda text: [text]) for choice in choices))


def in_order(*parts: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    return st.tuples(*parts).map(lambda found: [text for part in found for text in part])


def one(choice: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return choice.map(lambda text: [text])


adjustments = st.lists(
    st.one_of(
        segment("CAS", group, word, amount),
        segment("CAS", group, word, amount, word, word, amount),
        segment("CAS", group, word, amount, "", word, amount, "", word, amount),
    ),
    max_size=3,
)
line = in_order(
    one(
        st.one_of(
            segment("SVC", filled, amount, amount),
            segment("SVC", word, amount, amount, word, word),
            segment("SVC", filled, amount, amount, word, word, word, word),
        )
    ),
    st.one_of(
        maybe(segment("DTM", "472", day)),
        in_order(one(segment("DTM", "150", day)), one(segment("DTM", "151", day))),
    ),
    adjustments,
    maybe(segment("REF", "6R", filled), segment("REF", "LU", filled)),
    maybe(segment("AMT", "B6", amount)),
    st.lists(segment("LQ", "HE", filled), max_size=2),
)
claim = in_order(
    one(
        st.one_of(
            segment("CLP", word, word, amount, amount, amount, word, word),
            segment("CLP", filled, "1", amount, amount, "", "12", filled, "11", "1"),
        )
    ),
    adjustments,
    maybe(segment("NM1", "QC", "1", word, word, word, "", word, word, word), segment("NM1", "QC", "1", word)),
    maybe(segment("NM1", "IL", "1", word, word, "", "", "", "MI", filled)),
    maybe(segment("NM1", "82", word, word, word, "", "", "", "XX", word)),
    maybe(segment("NM1", "TT", "2", word, "", "", "", "", "PI", filled)),
    maybe(segment("MOA", "", "", word, word)),
    maybe(segment("REF", "EA", filled), segment("REF", "1L", filled), segment("REF", "0B", filled)),
    maybe(segment("DTM", "232", day)),
    maybe(segment("DTM", "233", day)),
    maybe(segment("DTM", "050", day)),
    maybe(segment("PER", "CX", word, "TE", filled)),
    maybe(segment("AMT", "AU", amount)),
    st.lists(line, max_size=3).map(lambda lines: [text for texts in lines for text in texts]),
)


def joined(texts: list[str]) -> str:
    return "".join(f"{text}~" for text in texts)


def balanced(texts: list[str]) -> list[str]:
    """The claim with what it and its lines pay as their adjustments say; as it is when it cannot be read."""
    try:
        read = ClaimReader(DELIMITERS).by_segments(texts, 1, 2)
    except X12Error:
        return texts
    paid = [one.charge - sum(reason.amount for reason in one.adjustments) for one in read.lines]
    charge = sum(one.charge for one in read.lines) if read.lines else read.charge
    total = (sum(paid) if read.lines else charge) - sum(reason.amount for reason in read.adjustments)
    left = iter(paid)
    changed = []
    for text in texts:
        sent = text.split("*")
        if sent[0] == "CLP":
            sent[3:5] = money.x12(charge), money.x12(total)
        elif sent[0] == "SVC":
            sent[3] = money.x12(next(left))
        changed.append("*".join(sent))
    return changed


def read_by(way: str, texts: list[str]) -> object:
    reader = ClaimReader(DELIMITERS)
    try:
        if way == "by segments":
            return reader.by_segments(texts, 1, 2)
        whole = joined(texts)
        return (way == "at once" and reader.usual(whole, 1, 2)) or reader.read(whole, 1, 2)
    except X12Error as error:
        return type(error), str(error), error.segment, error.loop, error.element, error.value


@settings(max_examples=400, deadline=None)
@example(["CLP*A*1*0*0**12*A*11*1", "SVC*A*0*0", "CAS*CO**"])
@example(["CLP*A*1*" + "9" * 5_000 + "*0**12*A*11*1"])
@given(claim)
def test_a_claim_is_the_same_however_it_is_read(texts):
    assert read_by("at once", texts) == read_by("lines at once", texts) == read_by("by segments", texts)


@settings(max_examples=400, deadline=None)
@example(["CLP*A*1*5*5**12*A*11*1"])
@example(["CLP*A*1*5*5**12*A*11*1", "SVC*A*5*5"])
@example(["CLP*A*1*5*2**12*A*11*1", "CAS*CO*A*2", "SVC*A*5*4", "CAS*CO*A*1"])
@given(claim.map(balanced))
def test_a_claim_that_adds_up_is_the_same_and_comes_to_the_same(texts):
    usual, read = ClaimReader(DELIMITERS).usual(joined(texts), 1, 2), read_by("by segments", texts)
    if usual:
        proven, added = Totals(), Totals()
        proven.add_proven(usual)
        assert usual == read
        assert added.add(usual)
        assert proven.sums(0) == added.sums(0)


@pytest.mark.parametrize("changed", ["CLP*A*1*6*5", "CLP*A*1*5*4", "SVC*A*6*5", "SVC*A*5*4", "CAS*CO*A*0.01"])
def test_a_claim_that_does_not_add_up_is_not_taken_as_usual(changed):
    sent = ["CLP*A*1*5*5**12*A*11*1", "SVC*A*5*5", "CAS*CO*A*0"]
    assert ClaimReader(DELIMITERS).usual(joined(sent), 1, 2)
    texts = [text.replace(text[: len(changed)], changed) if text[:4] == changed[:4] else text for text in sent]
    assert ClaimReader(DELIMITERS).usual(joined(texts), 1, 2) is None
