"""Fetch the third-party style sheets, scripts, font and icons that the pages use, with their licenses and checksums.

Run ``python scripts/vendor.py`` to bring ``static/vendor/`` up to the versions named here.  It needs ``npm`` (used only
to download the published packages, from whatever registry it is set up for) and nothing else; the application itself
never needs Node.js.  The result is committed, so that a fresh clone runs without the network.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/cleanclaim/interfaces/web/static/vendor"
SPRITE = "tabler-sprite.svg"

# Icons in use, by their Tabler (outline) name.  A name missing here shows as a gap: tests hold the templates to it.
ICONS = re.findall(
    r"\S+",
    """
    activity adjustments alert-triangle arrow-back-up arrow-down-right arrow-left arrow-right arrow-up-right ban
    bolt building building-bank calendar calendar-plus cash chart-bar check chevron-down chevron-left
    chevron-right circle-check circle-dashed circle-x clipboard-check clock coin copy credit-card dots download
    edit external-link eye file-invoice file-text filter flag health-recognition help-circle history id inbox
    info-circle key lifebuoy link list list-check lock login logout mail message moon note paperclip pencil
    phone player-pause player-play plus printer receipt receipt-refund refresh repeat rotate scale search send
    settings shield-check shield-x stethoscope switch-horizontal trash upload user user-plus users wand
    writing-sign x
    """,
)


@dataclass(frozen=True)
class Package:
    """One npm package: its pinned version, and which of its files we keep (path in the package -> our file name)."""

    name: str
    version: str
    files: dict[str, str]
    licenses: tuple[str, ...] = ("LICENSE",)
    copyright: str = ""  # for a package under MIT that carries no license file: the lines its own banner states


PACKAGES = (
    Package(
        "@tabler/core",
        "1.6.1",
        {"dist/css/tabler.min.css": "tabler.min.css"},
        licenses=(),
        copyright="Copyright 2018-2026 The Tabler Authors\nCopyright 2018-2026 codecalm.net Paweł Kuna\n"
        "Portions (Bootstrap) copyright 2011-2026 The Bootstrap Authors",
    ),
    Package("@tabler/icons", "3.52.0", {}),
    Package(
        "echarts",
        "6.1.0",
        {"dist/echarts.min.js": "echarts.min.js"},
        licenses=("LICENSE", "NOTICE", "licenses/LICENSE-d3"),
    ),
    Package("htmx.org", "2.0.11", {"dist/htmx.min.js": "htmx.min.js"}),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        {"files/inter-latin-wght-normal.woff2": "inter-latin-wght-normal.woff2"},
    ),
)

MIT = """
The MIT License (MIT)

{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def fetch(package: Package, folder: Path) -> Path:
    """Download and unpack one package below ``folder``; return where its files are."""
    run = subprocess.run(
        [npm(), "pack", "--json", f"{package.name}@{package.version}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    archive = folder / json.loads(run.stdout)[0]["filename"].replace("@", "").replace("/", "-")
    unpacked = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(unpacked, filter="data")
    return unpacked / "package"


def npm() -> str:
    """Path of the npm client, or leave with a sentence that says what to install."""
    path = shutil.which("npm")
    if path is None:
        sys.exit("npm is not installed. It is needed only to renew static/vendor/, which is already in the repository.")
    return path


def keep(source: Path, target: Path) -> None:
    """Copy one file; a style sheet or script loses its pointer to a source map, which we do not carry."""
    content = source.read_bytes()
    if target.suffix in {".css", ".js"}:
        content = (
            re.sub(rb"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$", b"", content.rstrip()) + b"\n"
        )
    target.write_bytes(content)


def sprite(icons: Path) -> str:
    """One SVG with a ``<symbol id="tabler-NAME">`` for each icon in ICONS."""
    symbols = []
    for name in sorted(ICONS):
        drawing = (icons / f"{name}.svg").read_text(encoding="utf-8")
        inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        assert inner, name
        shapes = re.sub(r"\s*\n\s*|<path[^>]*M0 0h24v24H0z[^>]*/>", "", inner[1])
        symbols.append(f'<symbol id="tabler-{name}" viewBox="0 0 24 24">{shapes}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def license_of(package: Package, unpacked: Path) -> str:
    """Write the package's license texts beside the files; return the license's short name."""
    facts = json.loads((unpacked / "package.json").read_text(encoding="utf-8"))
    texts = [(unpacked / name).read_text(encoding="utf-8").strip() for name in package.licenses]
    if package.copyright:
        texts.append(MIT.format(copyright=package.copyright).strip())
    target = TARGET / "licenses" / (package.name.replace("@", "").replace("/", "-") + ".txt")
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n\n----\n\n".join(texts) + "\n", encoding="utf-8")
    return str(facts["license"])


def main() -> None:
    """Renew everything in TARGET and write VENDORED.md."""
    TARGET.mkdir(parents=True, exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            unpacked = fetch(package, Path(scratch))
            for inside, ours in package.files.items():
                keep(unpacked / inside, TARGET / ours)
            if package.name == "@tabler/icons":
                (TARGET / SPRITE).write_text(sprite(unpacked / "icons/outline"), encoding="utf-8")
            license_name = license_of(package, unpacked)
            rows += [row(package, license_name, ours) for ours in package.files.values() or [SPRITE]]
    head = "| File | Package | Version | License | SHA-256 |\n|---|---|---|---|---|\n"
    note = "Written by `scripts/vendor.py`; do not edit by hand. License texts are in `licenses/`.\n\n"
    (TARGET / "VENDORED.md").write_text("# Third-party files\n\n" + note + head + "".join(rows), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} files in {TARGET}\n")


def row(package: Package, license_name: str, ours: str) -> str:
    """One line of VENDORED.md."""
    digest = hashlib.sha256((TARGET / ours).read_bytes()).hexdigest()
    return f"| `{ours}` | {package.name} | {package.version} | {license_name} | `{digest}` |\n"


if __name__ == "__main__":
    main()
