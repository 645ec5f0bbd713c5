"""Events become transactions: one module a subject (see ``cleanclaim.core.ledger``)."""
