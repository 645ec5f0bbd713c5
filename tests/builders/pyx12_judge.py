"""pyx12, an independent validator of X12, as a judge of what we write."""

import json
from io import StringIO

from pyx12.params import ParamsBase
from pyx12.x12n_document import x12n_document


def pyx12_faults(content: bytes) -> list[str]:
    """What pyx12 finds wrong with an interchange; nothing when it accepts it."""
    found = StringIO()
    if x12n_document(ParamsBase(), StringIO(content.decode("ascii")), None, None, fd_json=found):
        return []
    return [found.getvalue()] if not found.getvalue().startswith("{") else list(_messages(json.loads(found.getvalue())))


def _messages(node: object) -> list[str]:
    """Every error of the report, whatever its depth."""
    if isinstance(node, list):
        return [message for one in node for message in _messages(one)]
    if isinstance(node, dict):
        own = [str(node)] if "err_cde" in node or "code" in node else []
        return own or [message for one in node.values() for message in _messages(one)]
    return []
