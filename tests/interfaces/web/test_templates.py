"""What every template of the project keeps to."""

import re
from pathlib import Path

import pytest

import cleanclaim
from cleanclaim.interfaces import web

PACKAGE = Path(cleanclaim.__file__).parent
STATIC = Path(web.__file__).parent / "static"
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html"))
PARTIALS = [path for path in TEMPLATES if path.parent.name == "partials"]
SPRITE = set(re.findall(r'id="tabler-([a-z0-9-]+)"', (STATIC / "vendor/tabler-sprite.svg").read_text()))
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|\shx-on|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)
FOREIGN = re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)
ICON = re.compile(r"""{% icon "([^"]+)"|{% status "[^"]+" "([^"]+)"|icon_name="([^"]+)"|icon\|default:"([^"]+)\"""")


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_in_a_template_needs_a_weaker_content_policy(path):
    text = path.read_text()
    assert INLINE.search(text) is None
    assert FOREIGN.search(text) is None


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_icons_of_a_template_are_in_the_sprite(path):
    used = {name for found in ICON.findall(path.read_text()) for name in found if name}
    assert used <= SPRITE, "add the name to scripts/vendor.py and run it"


@pytest.mark.parametrize("path", PARTIALS, ids=named)
def test_a_partial_says_in_its_first_line_what_it_is_and_needs(path):
    first = path.read_text().splitlines()[0]
    assert first.startswith("{# ")
    assert first.endswith("#}")
    assert "ontext" in first


def test_each_partial_is_in_the_design_system_page():
    page = (PACKAGE.parents[1] / "docs/design-system.md").read_text()
    assert [path.name for path in PARTIALS if f"`{path.name}`" not in page] == []
