"""pyx12, an independent validator of X12, as a judge of what we write."""

import logging
from io import StringIO

from pyx12.params import ParamsBase
from pyx12.x12n_document import x12n_document


class _Gathered(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def pyx12_faults(content: bytes) -> list[str]:
    """What pyx12 finds wrong with an interchange: its complaints and the error segments of the 999 that it answers."""
    answer, gathered, logger = StringIO(), _Gathered(), logging.getLogger("pyx12")
    logger.addHandler(gathered)
    try:
        accepted = x12n_document(ParamsBase(), StringIO(content.decode("ascii")), answer, None)
    finally:
        logger.removeHandler(gathered)
    segments = [segment.strip() for segment in answer.getvalue().split("~")]
    faults = [s for s in segments if s.startswith(("IK3", "IK4", "AK3", "AK4")) or s[:4] in {"IK5*", "AK5*"} and s[4] != "A"]
    return [*gathered.messages, *faults] or ([] if accepted else ["pyx12 refused the interchange without a reason"])
