"""Values that say themselves how they stand in X12: one reader and one writer for every loop and level.

A class names the loops it stands for and lists their segments as they are written, with its fields in their places:

    class LineAsked(Struct, frozen=True):
        loop: ClassVar[str] = "2210D"
        rows: ClassVar[tuple[str, ...]] = (
            "SVC*{procedure_kind}:{procedure}:{modifiers#4}*{charge}**{revenue_code}***{units}",
            "REF*FJ*{control_number}",
            "DTP*472*{service}",
        )

`{modifiers#4}` is a tuple over four places, `{diagnoses#12+}` one of composites, `{service_types^}` a repeated element,
`{born_on|D8}` a day behind its format qualifier; a Period takes format and days.  A row that begins with "!" is always
written, one with "?named " beside the values of that field, others when a field of theirs is filled.  `{lines}` alone
stands for the values of an inner loop, or of a segment that repeats.  Whatever does not fit the rows is kept in `also`,
as sent.
"""

from cleanclaim.core.x12.mapping.period import Period
from cleanclaim.core.x12.mapping.tree import read_tree, write_tree

__all__ = ["Period", "read_tree", "write_tree"]
