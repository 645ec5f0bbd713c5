"""No tables: KPIs and warning signs are read from the ledger, claims and work items."""
