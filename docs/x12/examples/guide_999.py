from cleanclaim.core.acknowledgment import read_999
from cleanclaim.core.x12 import check, read_transactions

CONTENT = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260504*0915*^*00501*000000012*0*T*:~"
    b"GS*FA*SENDER*RECEIVER*20260504*0915*12*X*005010X231A1~"
    b"ST*999*0001*005010X231A1~"
    b"AK1*HC*12*005010X222A1~"
    b"AK2*837*0001*005010X222A1~"
    b"IK3*CLM*19*2300*8~"
    b"CTX*CLM01:CLM-1001~"
    b"IK4*7**7*Q~"
    b"IK5*R*5~"
    b"AK9*R*1*1*0~"
    b"SE*9*0001~"
    b"GE*1*12~"
    b"IEA*1*000000012~"
)

assert list(check(CONTENT)) == []
(transaction,) = read_transactions(CONTENT)
(answered,) = read_999(transaction).transactions
assert (answered.code, answered.errors[0].claim, answered.errors[0].elements[0].value) == ("R", "CLM-1001", "Q")
