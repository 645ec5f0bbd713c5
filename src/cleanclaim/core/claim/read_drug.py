"""Loop 2410 of an 837: the drug of a service line."""

from collections.abc import Sequence

from cleanclaim.core.claim.texts import Fields, Texts


def drug(texts: Texts, block: Sequence[str]) -> Fields:
    """LIN, CTP and one REF, whole; nothing where they say anything else."""
    by_name = {text[:3]: text.rstrip(texts.separator) for text in block}
    if len(by_name) < len(block) or not by_name.keys() <= {"LIN", "CTP", "REF"}:
        return {}
    lin = texts.elements(by_name["LIN"], 4)
    quantity = texts.elements(by_name.get("CTP", ""), 6)
    reference = texts.elements(by_name.get("REF", ""), 3)
    is_plain = not any((lin[1], *lin[4:], *quantity[1:4], *quantity[6:], *reference[3:]))
    if not (is_plain and lin[3] and len(texts.composite(quantity[5])) == 1):
        return {}
    fields = {"ndc": lin[3], "ndc_units": quantity[4], "ndc_unit": quantity[5]}
    if lin[2] != "N4":
        fields["ndc_kind"] = lin[2]
    if "REF" in by_name:
        fields |= {"prescription": reference[2], "prescription_kind": reference[1]}
    return fields
