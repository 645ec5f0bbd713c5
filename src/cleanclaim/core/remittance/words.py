"""Our own words for what a payer says in codes."""

from functools import cache
from importlib.resources import files

from cleanclaim.core.tables import read_table


@cache
def plb_words() -> dict[str, str]:
    """{reason code of a provider adjustment (PLB03-1): words}, from plb.yaml."""
    words: dict[str, str] = read_table(files(__package__).joinpath("plb.yaml").read_text("utf-8"))
    return words
