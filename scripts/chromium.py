"""Find a Chromium for the browser tests, and install one where that is possible: python scripts/chromium.py"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = "Install Chromium: apt-get install chromium, or .venv/bin/playwright install chromium"


def chromium_path() -> str | None:
    """The machine's own Chromium or Chrome, else the one Playwright installed, else None."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def main() -> None:
    """Leave the machine with a Chromium, or say what to install."""
    if chromium_path() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing chromium", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "--quiet", *command], env=environment, check=True)
    if chromium_path() is None:
        sys.exit(f"The browser tests need Chromium. {ADVICE}")


if __name__ == "__main__":
    main()
