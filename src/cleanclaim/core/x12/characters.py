"""The characters that X12 carries as data (X12.5): the basic and the extended set, their ASCII part."""

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
def inside(characters: CharacterSet, also: str = "", *, without: str = "") -> bytes:
    """The characters of the set, those in `also` too, but for those in `without`."""
    return "".join(sorted(set(_SETS[characters] + also) - set(without))).encode()


def folded(text: str, characters: CharacterSet) -> str:
    """The text with what has a likeness in the set written as that: Muñoz is Munoz, in the basic set MUNOZ."""
    plain = unicodedata.normalize("NFD", text.translate(_LIKENESSES))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return plain.upper() if characters == "basic" else plain
