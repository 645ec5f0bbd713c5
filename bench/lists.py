"""How long every list takes over 100,000 claims, on SQLite and on PostgreSQL: `make bench`.

Each page is asked for 30 times through the whole application (session, middleware, templates), its first page and one
some way into the list.  Ends with 1 when the 95th of a hundred answers takes more than 100 ms.
"""

import os
import re
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")

MOST_MS, TIMES, PAGES_IN = 100, 30, 4
FIGURES = ("days-in-ar", "aging", "first-pass", "denial-rate", "from-payers", "from-patients", "refunds", "takebacks")
LISTS = (
    "/", "/patients/", "/patients/?q=mor", "/patients/?q=castman el", "/patients/choices/?q=ferton", "/search/?q=mor",
    "/search/?q=C0099000", "/schedule/", "/encounters/", "/encounters/?view=unsigned", "/charges/", "/claims/",
    *(f"/claims/?view={view}" for view in ("held", "ready", "rejected", "with_payer", "denied", "answered")),
    "/claims/?payer=1", "/claims/?view=held&payer=1", "/claims/?q=C0099000", "/claims/?q=morton", "/remittances/",
    "/remittances/?view=held", "/remittances/?view=deposit", "/remittances/?view=done", "/denials/",
    "/denials/?cause=CO-197", "/worklist/", "/worklist/?kind=denial&role=biller", "/patient-billing/", "/activity/",
    "/exchange/", "/exchange/?view=in", "/exchange/?view=trouble", *(f"/insight/{figure}/" for figure in FIGURES),
)  # fmt: skip
NEXT = re.compile(r'href="(\?[^"]*(?:after|from)=[^"]*)"')


def main() -> int:
    """Each engine in a process and a folder of its own."""
    from tests.postgresql import throw_away_cluster

    worst = 0
    with TemporaryDirectory(prefix="cleanclaim-bench-", dir=os.environ.get("TMPDIR")) as folder:
        worst = measured({"DATA_DIR": folder}, "SQLite")
        Path(folder, "cluster").mkdir()
        with throw_away_cluster(Path(folder, "cluster")) as url:
            worst = max(worst, measured({"DATA_DIR": folder, "DATABASE_URL": url}, "PostgreSQL"))
    return worst


def measured(environment: dict[str, str], engine: str) -> int:
    """Fill and measure one engine."""
    print(f"\n{engine}", flush=True)
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, __file__, "--this-engine"]
    return subprocess.run(command, env=inherited | environment, check=False).returncode


def this_engine() -> int:
    """Fill the database of the environment, ask for every list, tell how long it took."""
    import django

    django.setup()
    from asked import client_of, filled

    client = client_of(filled())
    slow = 0
    print(f"{'page':<44}{'first p50':>10}{'p95 ms':>8}{'queries':>8}{'deep p50':>10}{'p95 ms':>8}{'queries':>8}")
    for address in LISTS:
        first = client.get(address)
        deep = deeper(client, address, first)
        figures = [timed(client, address), timed(client, deep) if deep else None]
        print(f"{address:<44}" + "".join(row(figure) for figure in figures), flush=True)
        slow += any(figure is not None and figure[1] > MOST_MS for figure in figures)
    print(f"{slow} of {len(LISTS)} lists above {MOST_MS} ms (p95)")
    return 1 if slow else 0


def deeper(client: object, address: str, response: object) -> str:
    """The address some pages on, by the list's own links; empty for a list of one page."""
    assert response.status_code in (200, 302), f"{address}: {response.status_code}"
    found = ""
    for _ in range(PAGES_IN):
        link = NEXT.search(response.content.decode())
        if link is None:
            break
        found = address.split("?")[0] + unescape(link.group(1))
        response = client.get(found)
    return found


def timed(client: object, address: str) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and how many queries one answer takes."""
    from asked import queries_of

    queries, times = queries_of(client, address), []
    for _ in range(TIMES):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1_000)
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18], queries


def row(figure: tuple[float, float, int] | None) -> str:
    return f"{figure[0]:>10.0f}{figure[1]:>8.0f}{figure[2]:>8}" if figure else f"{'':>26}"


if __name__ == "__main__":
    sys.exit(this_engine() if "--this-engine" in sys.argv else main())
