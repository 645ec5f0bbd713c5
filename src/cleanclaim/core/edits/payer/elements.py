"""Elements that companion guides speak of, as fields of a claim."""

ELEMENTS = {
    "CLM01": "control_number",
    "CLM20": "delay_reason",
    "NTE02": "note",
    "REF*9F": "referral_number",
    "REF*EA": "medical_record_number",
    "REF*F8": "payer_claim_control_number",
    "REF*G1": "prior_authorization",
    "REF*X4": "clia",
    "SBR03": "group_number",
    "SBR04": "group_name",
    "SBR05": "insurance_type",
}
