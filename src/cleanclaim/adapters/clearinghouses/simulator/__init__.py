"""The payer simulator as a trading partner: files in two folders, questions answered at once."""

from cleanclaim.adapters.clearinghouses.simulator.payers import work
from cleanclaim.adapters.clearinghouses.simulator.transport import SimulatorClearinghouse

__all__ = ["SimulatorClearinghouse", "work"]
