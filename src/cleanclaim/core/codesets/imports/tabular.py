"""The agency's tabular list of diagnoses (XML): its notes, and what else each code is called."""

from collections import defaultdict
from xml.parsers import expat

from cleanclaim.core.codesets.imports.sheets import UnreadableSheet
from cleanclaim.core.codesets.tabular_notes import TabularNote, ends

_KINDS = {
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "inclusionTerm": "inclusion",
}


class TabularList:
    """What was read of one file.

    `notes` stand at codes and blocks, those of whole chapters left out; `also` has other names by code, without point.
    Raises UnreadableSheet for a file that is no tabular list or ends too early.
    """

    def __init__(self, content: bytes) -> None:
        self.notes: list[TabularNote] = []
        self.also: defaultdict[str, list[str]] = defaultdict(list)
        self._places: list[str] = []
        self._kind = ""
        self._extension = ""
        self._text: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(content, True)
        except expat.ExpatError as damage:
            raise UnreadableSheet(f"the tabular list cannot be read to its end: {damage}") from None
        if not self.notes:
            raise UnreadableSheet("the tabular list holds no note")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        self._extension = attributes.get("char", "")
        if name == "section":
            self._places.append(attributes.get("id", ""))
        elif name == "diag":
            self._places.append("")
        elif name in _KINDS:
            self._kind = _KINDS[name]

    def _end(self, name: str) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if name in ("section", "diag"):
            self._places.pop()
        elif name == "name" and self._places and not self._places[-1]:
            self._places[-1] = text
        elif name == "note" and self._kind and self._places:
            self._noted(self._kind, text)
        elif name == "extension" and self._places:
            self._noted("seventh_character", f"{self._extension} {text}")
        elif name in _KINDS:
            self._kind = ""

    def _noted(self, kind: str, words: str) -> None:
        first, last = ends(self._places[-1])
        if kind == "inclusion":
            self.also[first].append(words)
        else:
            self.notes.append(TabularNote(first, last, kind, words))
