from cleanclaim.core.remittance import read_835
from cleanclaim.core.x12 import check, read_transactions

CONTENT = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260504*0915*^*00501*000000012*0*T*:~"
    b"GS*HP*SENDER*RECEIVER*20260504*0915*12*X*005010X221A1~"
    b"ST*835*0001~"
    b"BPR*I*75*C*CHK************20260504~"
    b"TRN*1*12345*1371234567~"
    b"N1*PR*MERIDIAN BLUE~"
    b"N3*1 PLAZA~"
    b"N4*CHICAGO*IL*60601~"
    b"PER*BL*HELP DESK*TE*8005550100~"
    b"N1*PE*LARKFIELD FAMILY MEDICINE*XX*1234567893~"
    b"LX*1~"
    b"CLP*CLM-1001*1*125*75*20*12*05347006051~"
    b"NM1*QC*1*DOE*JANE****MI*W123~"
    b"SVC*HC:99213*125*75**1~"
    b"DTM*472*20260302~"
    b"CAS*CO*45*30~"
    b"CAS*PR*3*20~"
    b"SE*16*0001~"
    b"GE*1*12~"
    b"IEA*1*000000012~"
)

assert list(check(CONTENT)) == []
(transaction,) = read_transactions(CONTENT)
remittance = read_835(transaction)
assert remittance.claims[0].paid == 7_500
