"""The characters that X12 carries as data (X12.5): the basic and the extended set, their ASCII part."""

import re
import unicodedata
from functools import cache
from typing import Literal

CharacterSet = Literal["basic", "extended"]

_BASIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !\"&'()*+,-./:;?="
_EXTENDED = _BASIC + "abcdefghijklmnopqrstuvwxyz%@[]_{}\\|<>#$~^"
_SETS: dict[CharacterSet, str] = {"basic": _BASIC, "extended": _EXTENDED}
_LIKENESSES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00a0": " ",
        "…": "...",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "TH",
    }
)


@cache
def outside(characters: CharacterSet, also: str = "") -> re.Pattern[str]:
    """Finds the first character that is neither in the set nor in `also`."""
    return re.compile(f"[^{re.escape(_SETS[characters] + also)}]")


def folded(text: str, characters: CharacterSet) -> str:
    """The text with what has a likeness in the set written as that: Muñoz is Munoz, in the basic set MUNOZ."""
    plain = unicodedata.normalize("NFD", text.translate(_LIKENESSES))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return plain.upper() if characters == "basic" else plain
