import pytest

from cleanclaim.core.remittance import loops
from cleanclaim.core.x12.guide import SegmentUse, guide


@pytest.mark.parametrize(
    ("table", "loop"),
    [
        (loops.HEADER, ()),
        (loops.PAYER, ("1000A",)),
        (loops.PAYEE, ("1000B",)),
        (loops.GROUP, ("2000",)),
        (loops.CLAIM, ("2000", "2100")),
        (loops.LINE, ("2000", "2100", "2110")),
    ],
)
def test_a_table_takes_every_segment_of_its_loop_in_the_order_of_the_guide(table, loop):
    found = guide("835").root
    for name in loop:
        (found,) = (item.loop for item in found.items if not isinstance(item, SegmentUse) and item.loop.id == name)
    uses = [item for item in found.items if isinstance(item, SegmentUse) and item.name not in {"ST", "SE", "PLB"}]
    ranks = [min(table.rank(use.name, code) for code in _codes(use)) for use in uses]
    assert ranks == sorted(ranks)
    assert max(ranks) < table.end


def _codes(use) -> list[str]:
    position, _, codes = use.qualifier
    return sorted(codes) if position == 1 else [""]
