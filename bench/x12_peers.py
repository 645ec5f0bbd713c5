"""Other people's X12 readers, each run with the Python of its own environment: python x12_peers.py READER FILE

Prints what it found as JSON: counts of claims and lines, charged and paid in cents, those that the reader tells.
"""

import json
import sys
import warnings
from pathlib import Path


def oxedi_tables(path):
    import oxedi
    import polars

    tables = oxedi.parse_file(path).tables
    claims, services = polars.DataFrame(tables["claims"]), polars.DataFrame(tables["services"])
    charged, paid = claims["charge_amount"].sum(), claims["payment_amount"].sum()
    return {
        "claims": claims.height,
        "lines": services.height,
        "charged": int(charged * 100),
        "paid": int(paid * 100),
    }


def openx12_835(path):
    from openx12 import x835

    claims = x835.parse(Path(path).read_text()).claims
    return {
        "claims": len(claims),
        "lines": sum(len(claim["services"]) for claim in claims),
        "charged": sum(round(claim["total_claim_charge"] * 100) for claim in claims),
        "paid": sum(round(claim["claim_payment_amount"] * 100) for claim in claims),
    }


def openx12_837p(path):
    from openx12 import x837p

    claims = x837p.parse(Path(path).read_text()).claims
    return {
        "claims": len(claims),
        "lines": sum(len(claim["services"]) for claim in claims),
        "charged": sum(round(claim["amount"] * 100) for claim in claims),
    }


def edi_835_parser(path):
    from edi_835_parser import parse

    warnings.simplefilter("ignore")
    claims = [claim for part in parse(path).transaction_sets for claim in part.claims]
    return {
        "claims": len(claims),
        "lines": sum(len(claim.services) for claim in claims),
        "charged": sum(round(claim.claim.charge_amount * 100) for claim in claims),
        "paid": sum(round(claim.claim.paid_amount * 100) for claim in claims),
    }


def pyx12_segments(path):
    from pyx12.x12file import X12Reader

    claims = lines = 0
    for segment in X12Reader(path):
        name = segment.get_seg_id()
        claims += name in ("CLP", "CLM")
        lines += name in ("SVC", "SV1")
    return {"claims": claims, "lines": lines}


def pyx12_validator(path):
    from io import StringIO

    from pyx12.params import params
    from pyx12.x12n_document import x12n_document

    x12n_document(params(), path, fd_997=StringIO(), fd_html=None)
    return {}


def x12sdk_models(path):
    from x12sdk.io import X12ModelReader

    with X12ModelReader(path) as reader:
        return {"transactions": sum(1 for _ in reader.models())}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](sys.argv[2])))
