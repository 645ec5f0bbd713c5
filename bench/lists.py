"""How long every list and the page of a held claim take over 100,000 claims, on SQLite and PostgreSQL: `make bench`.

Each page is asked for 30 times over HTTP of the web server that `cleanclaim serve` starts, its first page and one some
way into the list.  Ends with 1 when the 95th of a hundred answers takes more than 100 ms, of the claim's page more than
60 ms, or an engine failed.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")

MOST_MS, TIMES, WARMING, PAGES_IN = 100, 30, 6, 4
CLAIM, CLAIM_MOST_MS = "/claims/{held}/", 60
FIGURES = ("days-in-ar", "aging", "first-pass", "denial-rate", "from-payers", "from-patients", "refunds", "takebacks")
LISTS = (
    "/", "/figures/", "/patients/", "/patients/?q=mor", "/patients/?q=castman el", "/patients/?q=mem0039",
    "/patients/?q=zz", "/patients/choices/?q=ferton", "/search/?q=mor", "/search/?q=C00990",
    "/search/?q=ICN00001234", "/schedule/", "/encounters/", "/encounters/?view=unsigned", "/charges/", "/claims/",
    *(f"/claims/?view={view}" for view in ("held", "ready", "rejected", "with_payer", "denied", "answered")),
    CLAIM, "/claims/edits/",
    "/claims/?payer={payer}", "/claims/?view=held&payer={payer}", "/claims/?view=held&finding=SUB002",
    "/claims/?q=C0099000", "/claims/?q=morton",
    "/remittances/", "/remittances/?view=held", "/remittances/?view=deposit", "/remittances/?view=done",
    "/remittances/bank/", "/remittances/underpayments/", "/denials/",
    "/denials/?cause=CO-197", "/worklist/", "/worklist/?kind=denial&role=biller", "/patient-billing/", "/activity/",
    "/exchange/", "/exchange/?view=in", "/exchange/?view=trouble", *(f"/insight/{figure}/" for figure in FIGURES),
)  # fmt: skip
Ask = Callable[[str], str]  # an address on the server: the text of its page
NEXT = re.compile(r'href="(\?[^"]*(?:after|from)=[^"]*)"')
HEAD = """
p50 and p95 in ms on the clock.

| list | engine | p50 | p95 | queries | later page p50 | p95 | queries |
|---|---|---:|---:|---:|---:|---:|---:|"""


def main() -> int:
    """Each engine in a process and a folder of its own, then one table."""
    from tests.postgresql import throw_away_cluster

    with TemporaryDirectory(prefix="cleanclaim-bench-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        folder.chmod(0o711)  # the cluster in it may run as somebody else
        found = {"SQLite": measured(folder / "sqlite")}
        (folder / "cluster").mkdir()
        with throw_away_cluster(folder / "cluster") as url:
            found["PostgreSQL"] = measured(folder / "postgresql", DATABASE_URL=url)
    print(f"{HEAD}\n" + "\n".join(rows(found)))
    slow = [(engine, address) for engine, lists in found.items() for address in lists if is_slow(address, lists)]
    load = os.getloadavg()[0]
    print(f"\n{len(slow)} pages above {MOST_MS} ms, a claim's above {CLAIM_MOST_MS} ms (p95), load {load:.1f}")
    return 1 if slow or not all(found.values()) else 0


def measured(folder: Path, **environment: str) -> dict[str, list[list[float] | None]]:
    """Fill and measure one engine: {address: figures of its first and of a later page}; empty when that failed."""
    folder.mkdir()
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run(
        [sys.executable, __file__, folder / "figures.json"],
        env=inherited | environment | {"DATA_DIR": str(folder)},
        check=False,
    )
    figures = folder / "figures.json"
    return json.loads(figures.read_text()) if figures.exists() else {}


def this_engine(figures: Path) -> None:
    """Fill the database of the environment, ask for every list, write down how long it took."""
    import django

    django.setup()
    from asked import client_of, filled, held_claim_of, payer_of
    from served import served

    actor = filled()
    client, found = client_of(actor), {}
    rows = {"payer": payer_of(actor), "held": held_claim_of(actor)}
    with served(client) as ask:
        for name in LISTS:
            address = name.format(**rows)
            deep = deeper(ask, address)
            found[name] = [timed(client, ask, address), timed(client, ask, deep) if deep else None]
            print(f"{name:<44}{found[name][0][1]:>6.0f} ms (p95)", flush=True)
    figures.write_text(json.dumps(found))


def deeper(ask: Ask, address: str) -> str:
    """The address some pages on, by the list's own links; empty for a list of one page."""
    found = address
    for _ in range(PAGES_IN):
        link = NEXT.search(ask(found))
        if link is None:
            break
        found = address.split("?")[0] + unescape(link.group(1))
    return "" if found == address else found


def timed(client: object, ask: Ask, address: str) -> tuple[float, float, int]:
    """Median and 95th percentile on the clock, in ms; and how many queries it takes."""
    from asked import queries_of

    queries, times = queries_of(client, address), []
    for each in range(WARMING + TIMES):  # every process of the server has read its templates and its code sets
        start = time.perf_counter()
        ask(address)
        if each >= WARMING:
            times.append((time.perf_counter() - start) * 1_000)
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18], queries


def is_slow(address: str, lists: dict[str, list[list[float] | None]]) -> bool:
    most = CLAIM_MOST_MS if address == CLAIM else MOST_MS
    return any(page is not None and page[1] > most for page in lists[address])


def rows(found: dict[str, dict[str, list[list[float] | None]]]) -> list[str]:
    """A line of the table for each list and engine."""
    addresses = dict.fromkeys(address for lists in found.values() for address in lists)
    return [
        f"| `{address}` | {engine} |" + "".join(map(cells, lists[address]))
        for address in addresses
        for engine, lists in found.items()
        if address in lists
    ]


def cells(page: list[float] | None) -> str:
    return "".join(f" {figure:.0f} |" for figure in page) if page else " |" * 3


if __name__ == "__main__":
    sys.exit(this_engine(Path(sys.argv[1])) if len(sys.argv) > 1 else main())
