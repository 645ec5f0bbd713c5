"""Illegal characters.

**Why it matters**: X12 keeps some characters for itself; one of them inside a name cuts the file in two.
**Rejected**: ``12 ELM ST ~ REAR``.
**Clean**: ``12 ELM ST REAR``.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from string import ascii_letters, digits

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.text.fields import any_text, place_of, text_fields

_ALLOWED = f"{ascii_letters}{digits} !\"&'()+,-./;?=%@[]_{{}}\\|<>#$"
_NOT_ALLOWED, _PLAIN = re.compile(f"[^{re.escape(_ALLOWED)}]"), _ALLOWED.encode()


def _hold_others(texts: Sequence[str]) -> bytes:
    return "".join(texts).encode(errors="surrogatepass").translate(None, _PLAIN)


edit = Edit(
    "TXT001",
    severity=Severity.ERROR,
    element="any",
    fix="Remove it; accents and delimiters are replaced.",
    prevents=(
        "277CA A7/511",
        "999 IK4 code 6",
    ),
    source="TR3 App. B; ISA",
    when=any_text(_hold_others),
)


@edit.check
def characters_not_allowed(claim: Claim, given: Given) -> Iterator[Finding]:
    for field in text_fields(claim):
        text = field[0]
        found = _NOT_ALLOWED.search(text)
        if not found:
            continue
        place, plain = place_of(claim, field), _plain(text)
        fix = Fix(f"Use {plain}", place.path, plain, safe=True) if plain else None
        yield edit.finding(place, f"{found[0]!r} is not allowed in {text!r}", autofix=fix)


def _plain(text: str) -> str:
    """Accents taken off, what is left of the rest made a blank."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return " ".join(_NOT_ALLOWED.sub(" ", bare).split())
