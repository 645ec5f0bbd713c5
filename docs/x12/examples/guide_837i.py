from cleanclaim.core.claim import read_claims
from cleanclaim.core.x12 import check

CONTENT = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260504*0915*^*00501*000000012*0*T*:~"
    b"GS*HC*SENDER*RECEIVER*20260504*0915*12*X*005010X223A2~"
    b"ST*837*0001*005010X223A2~"
    b"BHT*0019*00*B1*20260504*0915*CH~"
    b"NM1*41*2*LARKFIELD*****46*LARKFIELD~"
    b"PER*IC*PAT DOE*TE*2175550100~"
    b"NM1*40*2*CLEARHOUSE*****46*CLEAR~"
    b"HL*1**20*1~"
    b"NM1*85*2*LARKFIELD HOSPITAL*****XX*1234567893~"
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
    b"CLM*CLM-2001*850***13:A:1**A*Y*Y~"
    b"DTP*434*RD8*20260302-20260302~"
    b"CL1*3*1*01~"
    b"HI*ABK:R079~"
    b"NM1*71*1*ROE*SAM****XX*1234567893~"
    b"LX*1~"
    b"SV2*0450*HC:99283*850*UN*1~"
    b"DTP*472*D8*20260302~"
    b"SE*26*0001~"
    b"GE*1*12~"
    b"IEA*1*000000012~"
)

assert list(check(CONTENT)) == []
(claim,) = read_claims(CONTENT)
assert (claim.kind, claim.total_charge) == ("837I", 85_000)
assert claim.institutional.type_of_bill == "131"
