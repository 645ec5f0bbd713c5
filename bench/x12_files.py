"""Makes X12 files to measure readers with: 835 and 837P that balance to the cent, from a seed, of any size.

python bench/x12_files.py 835 --mb 10 --out remit.835
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from cleanclaim.core.money import x12

ISA = "ISA*00*          *00*          *ZZ*MADEUPSENDER   *ZZ*MADEUPRECEIVER *270104*0830*^*00501*000000001*0*T*:"
GS = "GS*{code}*MADEUPSENDER*MADEUPRECEIVER*20270104*0830*1*X*{version}"
CLAIMS_IN_TRANSACTION = 800
FAMILY = ("ABBOT", "BRANDT", "CASTRO", "DUNN", "EKBERG", "FONTAINE", "GRECO", "HOLT", "IBARRA", "JANSEN", "KOVAC", "LE")
GIVEN = ("ADA", "BORIS", "CLARA", "DIEGO", "EVA", "FELIX", "GRETA", "HUGO", "IDA", "JONAS", "KIRA", "LEO")
TOWN = (("DOVER", "DE", "199011234"), ("SALEM", "OR", "973012345"), ("OCALA", "FL", "344713456"))
SERVICE = (
    ("99213", 13_000),
    ("99214", 19_050),
    ("36415", 1_475),
    ("80053", 4_310),
    ("97110", 8_225),
    ("20610", 22_540),
)
DENIAL = (("CO", "16", "M51"), ("CO", "97", "N19"), ("CO", "50", "N115"), ("PR", "204", "N130"), ("OA", "18", "N522"))
DIAGNOSIS = ("I10", "E119", "E785", "J449", "K219", "M5450", "N390", "R0602", "Z0000", "G4733")


def segments(kind: str, size: int, *, seed: int = 1) -> Iterator[str]:
    """The segments of a file of about `size` bytes: kind "835" or "837P"."""
    random = Random(seed)
    make, code, version = {
        "835": (_remittance, "HP", "005010X221A1"),
        "837P": (_claims, "HC", "005010X222A1"),
    }[kind]
    yield ISA
    yield GS.format(code=code, version=version)
    written = number = 0
    while written < size:
        number += 1
        body = make(random, number, version, min(CLAIMS_IN_TRANSACTION, (size - written) // 500 + 1))
        written += sum(map(len, body)) + 2 * len(body)
        yield from body
        yield f"SE*{len(body) + 1}*{number:04d}"
    yield f"GE*{number}*1"
    yield "IEA*1*000000001"


def write(path: Path, kind: str, size: int, *, seed: int = 1, line_end: str = "\n") -> None:
    """The file; the same arguments make the same bytes."""
    with path.open("w", encoding="ascii", newline="") as out:
        out.writelines(f"{segment}~{line_end}" for segment in segments(kind, size, seed=seed))


def _remittance(random: Random, number: int, version: str, claims: int) -> list[str]:
    del version
    body: list[str] = []
    paid = 0
    for index in range(claims):
        if index % 100 == 0:
            body.append(f"LX*{index // 100 + 1}")
        part, amount = _payment(random, number * CLAIMS_IN_TRANSACTION + index)
        body += part
        paid += amount
    withheld, interest = min(paid, random.randrange(40_000)), random.randrange(900)
    plb = f"PLB*1987654328*20271231*WO:{number:06d}*{x12(withheld)}*L6:{number:06d}*{x12(-interest)}"
    total = paid - withheld + interest
    town = random.choice(TOWN)
    return [
        f"ST*835*{number:04d}",
        f"BPR*I*{x12(total)}*C*ACH*CCP*01*021000021*DA*5550001*1999999999**01*011000015*DA*5550002*20270106",
        f"TRN*1*EFT{number:08d}*1999999999",
        "REF*EV*MADEUPRECEIVER",
        "DTM*405*20270105",
        f"N1*PR*MADE UP HEALTH PLAN {number % 30}*XV*{70_000 + number % 30}",
        f"N3*{number} PAYER ROAD",
        f"N4*{town[0]}*{town[1]}*{town[2]}",
        "PER*BL*EDI DESK*TE*8005550100",
        "N1*PE*MADE UP CLINIC*XX*1987654328",
        "REF*TJ*123456789",
        *body,
        plb,
    ]


def _payment(random: Random, number: int) -> tuple[list[str], int]:
    """A claim with its lines, and what is paid for it."""
    denied, reversed_ = random.random() < 0.1, random.random() < 0.02
    sign = -1 if reversed_ else 1
    day = f"2026{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    lines = [_line(random, number, at, day, sign, denied=denied) for at in range(1, random.choice((1, 2, 2, 3, 4)) + 1)]
    charge, paid, owed = (sum(line[column] for line in lines) for column in (1, 2, 3))
    adjusted = sign * min(abs(paid), 250) if random.random() < 0.1 and not denied else 0
    status = 22 if reversed_ else 4 if denied else random.choice((1, 1, 2, 19))
    patient = "" if reversed_ or not owed else x12(owed)
    head = [
        f"CLP*P{number}*{status}*{x12(charge)}*{x12(paid - adjusted)}*{patient}*MC*ICN{number:09d}*11*1",
        *([f"CAS*OA*23*{x12(adjusted)}"] if adjusted else []),
        f"NM1*QC*1*{random.choice(FAMILY)}*{random.choice(GIVEN)}****MI*M{number:09d}",
        f"NM1*82*1*{random.choice(FAMILY)}*{random.choice(GIVEN)}****XX*1{number % 10**9:09d}",
        *([f"MOA***MA01*MA{random.randint(10, 99)}"] if random.random() < 0.2 else []),
        *([f"REF*EA*CHART{number}"] if random.random() < 0.5 else []),
        f"DTM*232*{day}",
        f"DTM*050*{day}",
        *(["PER*CX*PROVIDER DESK*TE*8005550177"] if random.random() < 0.4 else []),
        f"AMT*AU*{x12(charge)}",
    ]
    return head + [segment for line in lines for segment in line[0]], paid - adjusted


def _line(
    random: Random, number: int, at: int, day: str, sign: int, *, denied: bool
) -> tuple[list[str], int, int, int]:
    """A service line, its charge, what is paid for it and what the patient owes."""
    code, price = random.choice(SERVICE)
    modifier = random.choice(("", "", "", ":25", ":59:RT"))
    units = random.choice((1, 1, 1, 2, 3))
    charge = price * units
    end = [f"REF*6R*{number}L{at}"]
    if denied:
        group, reason, remark = random.choice(DENIAL)
        adjustments, paid, owed = [f"CAS*{group}*{reason}*{x12(sign * charge)}"], 0, charge if group == "PR" else 0
        end.append(f"LQ*HE*{remark}")
    else:
        contract, copay = charge * random.randint(10, 60) // 100, random.choice((0, 0, 1_500, 2_575))
        copay = min(copay, charge - contract)
        sequester = (charge - contract - copay) * 2 // 100
        paid, owed = charge - contract - copay - sequester, copay
        more = f"**253*{x12(sign * sequester)}" if sequester else ""
        adjustments = [f"CAS*CO*45*{x12(sign * contract)}{more}"]
        adjustments += [f"CAS*PR*3*{x12(sign * copay)}"] if copay else []
        end.append(f"AMT*B6*{x12(sign * (charge - contract))}")
    service = f"SVC*HC:{code}{modifier}*{x12(sign * charge)}*{x12(sign * paid)}**{units}"
    return [service, f"DTM*472*{day}", *adjustments, *end], sign * charge, sign * paid, sign * owed


def _claims(random: Random, number: int, version: str, claims: int) -> list[str]:
    body = [
        f"ST*837*{number:04d}*{version}",
        f"BHT*0019*00*{number:09d}*20270104*0830*CH",
        "NM1*41*2*MADE UP BILLING*****46*MADEUPSENDER",
        "PER*IC*EDI DESK*TE*8005550101",
        "NM1*40*2*MADE UP CLEARINGHOUSE*****46*MADEUPRECEIVER",
    ]
    level = provider = 0
    for index in range(claims):
        town = random.choice(TOWN)
        if index % 40 == 0:
            level += 1
            provider = level
            body += [
                f"HL*{level}**20*1",
                "PRV*BI*PXC*207Q00000X",
                f"NM1*85*2*MADE UP CLINIC {level}*****XX*1987654328",
                f"N3*{level} CLINIC WAY",
                f"N4*{town[0]}*{town[1]}*{town[2]}",
                "REF*EI*123456789",
            ]
        level += 1
        body += _claim(random, number * CLAIMS_IN_TRANSACTION + index, level, provider)
    return body


def _claim(random: Random, number: int, level: int, provider: int) -> list[str]:
    """A subscriber who is the patient, and a claim."""
    town, day = random.choice(TOWN), f"2026{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    diagnoses = random.sample(DIAGNOSIS, random.randint(1, 4))
    lines: list[str] = []
    total = 0
    for at in range(1, random.choice((1, 1, 2, 3, 5)) + 1):
        code, price = random.choice(SERVICE)
        units = random.choice((1, 1, 2))
        total += price * units
        pointers = ":".join(str(pointer + 1) for pointer in range(min(len(diagnoses), random.randint(1, 4))))
        service = f"SV1*HC:{code}{random.choice(('', '', ':25'))}*{x12(price * units)}*UN*{units}***{pointers}"
        lines += [f"LX*{at}", service, f"DTP*472*D8*{day}", f"REF*6R*{number}L{at}"]
    return [
        f"HL*{level}*{provider}*22*0",
        f"SBR*P*18*GRP{number % 1000}******CI",
        f"NM1*IL*1*{random.choice(FAMILY)}*{random.choice(GIVEN)}****MI*M{number:09d}",
        f"N3*{number % 9000} HOME STREET",
        f"N4*{town[0]}*{town[1]}*{town[2]}",
        f"DMG*D8*19{random.randint(30, 99)}0{random.randint(1, 9)}1{random.randint(0, 9)}*{random.choice('MF')}",
        "NM1*PR*2*MADE UP HEALTH PLAN*****PI*70001",
        f"CLM*P{number}*{x12(total)}***11:B:1*Y*A*Y*Y",
        f"REF*EA*CHART{number}",
        "*".join(["HI", f"ABK:{diagnoses[0]}", *(f"ABF:{code}" for code in diagnoses[1:])]),
        f"NM1*82*1*{random.choice(FAMILY)}*{random.choice(GIVEN)}****XX*1987654328",
        *lines,
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("835", "837P"))
    parser.add_argument("--mb", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    write(given.out, given.kind, int(given.mb * 1_000_000), seed=given.seed)
