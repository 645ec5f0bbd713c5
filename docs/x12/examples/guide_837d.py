from cleanclaim.core.claim import read_claims
from cleanclaim.core.x12 import check

CONTENT = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260504*0915*^*00501*000000012*0*T*:~"
    b"GS*HC*SENDER*RECEIVER*20260504*0915*12*X*005010X224A2~"
    b"ST*837*0001*005010X224A2~"
    b"BHT*0019*00*B1*20260504*0915*CH~"
    b"NM1*41*2*LARKFIELD*****46*LARKFIELD~"
    b"PER*IC*PAT DOE*TE*2175550100~"
    b"NM1*40*2*CLEARHOUSE*****46*CLEAR~"
    b"HL*1**20*1~"
    b"NM1*85*2*LARKFIELD DENTAL*****XX*1234567893~"
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
    b"CLM*CLM-3001*150***11:B:1*Y*A*Y*Y~"
    b"DTP*472*D8*20260302~"
    b"LX*1~"
    b"SV3*AD:D2150*100****1~"
    b"TOO*JP*12*M:O~"
    b"LX*2~"
    b"SV3*AD:D1110*50****1~"
    b"SE*25*0001~"
    b"GE*1*12~"
    b"IEA*1*000000012~"
)

assert list(check(CONTENT)) == []
(claim,) = read_claims(CONTENT)
assert (claim.kind, claim.total_charge) == ("837D", 15_000)
assert [line.procedure for line in claim.lines] == ["D2150", "D1110"]
