"""A bank's files over the same credits, as banks write them."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from cleanclaim.core.money import plain


class Came(Struct, frozen=True):
    """Money that came."""

    amount: int
    trace_number: str = "EFT1001"
    originator: str = "1910000033"
    payer_name: str = "MERIDIAN BLUE"
    on: date = date(2026, 3, 20)


def a_nacha_file(*came: Came) -> bytes:
    """One batch for each amount."""
    records = ["101 091000019 0910000191260320120000A094101BANK                   PRACTICE".ljust(94)]
    for number, each in enumerate(came, start=1):
        name, sender = each.payer_name[:16].ljust(16), each.originator[:10].ljust(10)
        records.append(f"5220{name}{'':20}{sender}CCDHCCLAIMPMT{'':6}{each.on:%y%m%d}   109100001{number:07}".ljust(94))
        entry = f"622091000019{'1234567':17}{each.amount:010}{'1234567893':15}{'LARKFIELD':22}  1{number:015}"
        records.append(entry.ljust(94))
        trn = f"TRN*1*{each.trace_number}*{each.originator}\\"
        records.append(f"705{trn:80}0001{number:07}".ljust(94))
        records.append(f"8220000002{'0' * 10}{0:012}{each.amount:012}{sender}".ljust(94))
    total = sum(each.amount for each in came)
    records.append(f"9{len(came):06}{1:06}{2 * len(came):08}{'0' * 10}{0:012}{total:012}".ljust(94))
    return "\n".join([*records, "9" * 94, ""]).encode()


def a_bai2_file(*came: Came) -> bytes:
    """One account, with its closing balance first."""
    lines = ["01,BANK,PRACTICE,260320,1200,1,,,2/", f"02,PRACTICE,BANK,1,{_day(came):%y%m%d},,USD,/"]
    lines.append("03,1234567,USD,015,500000,,/")
    for each in came:
        lines.append(f"16,165,{each.amount},Z,B1,C1,{each.payer_name} HCCLAIMPMT")
        lines.append(f"88,TRN*1*{each.trace_number}*{each.originator}")
    lines.append(f"49,{500000 + sum(each.amount for each in came)},{len(came) * 2 + 2}/")
    return "\n".join([*lines, "98,1,1,1/", "99,1,1,1/", ""]).encode()


def a_csv_file(*came: Came) -> bytes:
    """Columns as a small bank names them."""
    rows = [f"{each.on:%m/%d/%Y},{each.payer_name},{each.originator},{each.trace_number},\"${plain(each.amount)}\""
            for each in came]  # fmt: skip
    return "\r\n".join(["Posting Date,Company Name,Company ID,Trace Number,Credit Amount", *rows, ""]).encode()


def _day(came: Sequence[Came]) -> date:
    return came[0].on if came else date(2026, 3, 20)
