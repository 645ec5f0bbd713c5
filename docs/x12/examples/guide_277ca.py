from cleanclaim.core.acknowledgment import read_277ca
from cleanclaim.core.x12 import check, read_transactions

CONTENT = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260504*0915*^*00501*000000012*0*T*:~"
    b"GS*HN*SENDER*RECEIVER*20260504*0915*12*X*005010X214~"
    b"ST*277*0001*005010X214~"
    b"BHT*0085*08*R1*20260504*0915*TH~"
    b"HL*1**20*1~"
    b"NM1*PR*2*MERIDIAN BLUE*****PI*60054~"
    b"TRN*1*R1~"
    b"DTP*050*D8*20260504~"
    b"DTP*009*D8*20260504~"
    b"HL*2*1*21*1~"
    b"NM1*41*2*LARKFIELD*****46*LARKFIELD~"
    b"TRN*2*B1~"
    b"STC*A1:19:PR*20260504*WQ*125~"
    b"HL*3*2*19*1~"
    b"NM1*85*2*LARKFIELD FAMILY MEDICINE*****XX*1234567893~"
    b"TRN*1*0~"
    b"STC*A1:19:PR**WQ*125~"
    b"HL*4*3*PT~"
    b"NM1*QC*1*DOE*JANE****MI*W123~"
    b"TRN*2*CLM-1001~"
    b"STC*A7:562:85*20260504*U*125~"
    b"DTP*472*D8*20260302~"
    b"SE*21*0001~"
    b"GE*1*12~"
    b"IEA*1*000000012~"
)

assert list(check(CONTENT)) == []
(transaction,) = read_transactions(CONTENT)
(claim,) = read_277ca(transaction).claims
assert claim.patient_control_number == "CLM-1001"
assert claim.is_rejected
