from cleanclaim.core.claim import read_claims
from cleanclaim.core.x12 import check

CONTENT = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260504*0915*^*00501*000000012*0*T*:~"
    b"GS*HC*SENDER*RECEIVER*20260504*0915*12*X*005010X222A1~"
    b"ST*837*0001*005010X222A1~"
    b"BHT*0019*00*B1*20260504*0915*CH~"
    b"NM1*41*2*LARKFIELD*****46*LARKFIELD~"
    b"PER*IC*PAT DOE*TE*2175550100~"
    b"NM1*40*2*CLEARHOUSE*****46*CLEAR~"
    b"HL*1**20*1~"
    b"NM1*85*2*LARKFIELD FAMILY MEDICINE*****XX*1234567893~"
    b"N3*12 MAIN ST~"
    b"N4*SPRINGFIELD*IL*627040001~"
    b"REF*EI*371234567~"
    b"HL*2*1*22*0~"
    b"SBR*P*18*******CI~"
    b"NM1*IL*1*DOE*JANE****MI*W123~"
    b"N3*1 OAK ST~"
    b"N4*SPRINGFIELD*IL*627040002~"
    b"DMG*D8*19800229*F~"
    b"NM1*PR*2*MERIDIAN BLUE*****PI*60054~"
    b"CLM*CLM-1001*125***11:B:1*Y*A*Y*Y~"
    b"HI*ABK:J069~"
    b"LX*1~"
    b"SV1*HC:99213*125*UN*1***1~"
    b"DTP*472*D8*20260302~"
    b"SE*23*0001~"
    b"GE*1*12~"
    b"IEA*1*000000012~"
)

assert list(check(CONTENT)) == []
(claim,) = read_claims(CONTENT)
assert (claim.kind, claim.control_number, claim.total_charge) == ("837P", "CLM-1001", 12_500)
assert claim.lines[0].procedure == "99213"
