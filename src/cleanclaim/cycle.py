"""The revenue cycle, first to last.  INSTALLED_APPS, addresses, navigation, docs/ and the import contract read this."""

STAGES = (
    "practices",  # organizations, clinicians (NPI), locations, payers, partners, contracts; staff and roles
    "activity",  # who did what, when, why
    "worklist",  # whatever needs a person: reason, money, deadline, next action
    "patients",  # demographics, guarantors, coverage
    "ledger",  # journal and receipts: the desk, the poster and the card page all post here
    "scheduling",  # appointments, check-in, copay due
    "eligibility",  # 270/271
    "encounters",  # visit, note, signature
    "charges",  # coded lines, charge review
    "claims",  # snapshot, findings, 837, batches
    "exchange",  # every file out and in
    "acknowledgments",  # TA1, 999, 277CA
    "remittances",  # 835, matching, posting, deposits
    "denials",  # cases, corrected claims
    "patient_billing",  # statements, payments
    "insight",  # KPIs and warning signs
)
