"""pyx12, an independent validator of X12, as a judge of what we write."""

import json
from collections.abc import Iterator
from io import StringIO

from pyx12.params import ParamsBase
from pyx12.x12n_document import x12n_document

_GAPS = ("(MA15) is not a valid code",)  # MA15 is in force since 1997; pyx12's list of remark codes leaves it out


def pyx12_faults(content: bytes) -> list[str]:
    """What pyx12 finds wrong with an interchange; nothing when it accepts it."""
    found = StringIO()
    if x12n_document(ParamsBase(), StringIO(content.decode("ascii")), None, None, fd_json=found):
        return []
    messages = _messages(json.loads(found.getvalue()))
    assert messages, "pyx12 refused the interchange without a reason"
    return [message for message in messages if not any(gap in message for gap in _GAPS)]


def pyx12_places(content: bytes) -> dict[str, list[str]]:
    """Where pyx12 finds fault ("REF" for a segment, "CLM07" for an element) → what it says there."""
    found = StringIO()
    accepted = x12n_document(ParamsBase(), StringIO(content.decode("utf-8")), None, None, fd_json=found)
    if not found.getvalue():
        return {} if accepted else {"ISA": ["cannot be read"]}
    said: dict[str, list[str]] = {}
    for place, message in _places(json.loads(found.getvalue())):
        said.setdefault(place, []).append(message)
    return said


def _places(node: object, segment: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _places(one, segment)
    elif isinstance(node, dict):
        segment = str(node.get("seg_id") or segment)
        place = f"{segment}{node['ele_pos']:02d}" if "ele_pos" in node else segment
        for error in node.get("errors", ()):
            yield place, f"{error['err_cde']} {error['err_str']}"
        for key, inner in node.items():
            if key != "errors":
                yield from _places(inner, segment)


def _messages(node: object) -> list[str]:
    """Every error of the report, whatever its depth."""
    if isinstance(node, list):
        return [message for one in node for message in _messages(one)]
    if isinstance(node, dict):
        own = [str(node)] if "err_cde" in node or "code" in node else []
        return own or [message for one in node.values() for message in _messages(one)]
    return []
