"""pyx12, an independent validator of X12, as a judge of what we write."""

import json
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


def _messages(node: object) -> list[str]:
    """Every error of the report, whatever its depth."""
    if isinstance(node, list):
        return [message for one in node for message in _messages(one)]
    if isinstance(node, dict):
        own = [str(node)] if "err_cde" in node or "code" in node else []
        return own or [message for one in node.values() for message in _messages(one)]
    return []
