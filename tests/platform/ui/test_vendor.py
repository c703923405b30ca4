"""What we took from others is what they published, and no page asks another host for anything."""

import hashlib
import json
import re
import subprocess
import tomllib
from pathlib import Path

import playwright
import pytest

import zhijia
from zhijia.platform.ui import icons

ROOT = Path(zhijia.__file__).parent
APP = ROOT / "platform/ui"
VENDOR = APP / "static/vendor"
WANTED = ROOT.parents[1] / "tools/vendor.toml"
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_text("utf-8"))
STATIC = [file for file in sorted(ROOT.rglob("static/**/*")) if file.is_file()]
STYLES = [file for file in STATIC if file.suffix == ".css"]
SCRIPTS = [file for file in STATIC if file.suffix == ".js"]
OURS = [file for file in SCRIPTS if VENDOR not in file.parents]
# Playwright's driver runs on a Node of its own; it links to a library that may be absent.
NODE = Path(playwright.__file__).parent / "driver/node"
HOST = r"""["'(\s]*(?:https?:)?//"""
ASKS_IN_HTML = re.compile(rf"\b(?:src|href|action|srcset|poster|data|hx-\w+)\s*={HOST}", re.I)
ASKS_IN_CSS = re.compile(rf"(?:url\({HOST}|@import)", re.I)
ASKS_IN_JS = re.compile(rf"(?:import\s*\(?|fetch\(|importScripts\(|from\s){HOST}", re.I)
ICON = re.compile(r"""{%\s*icon\s+"([\w-]+)"|\bicon="([\w-]+)\"""")


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("place", MANIFEST)
def test_a_vendored_file_is_the_one_that_was_published(place):
    data = (APP / place).read_bytes()
    assert hashlib.sha256(data).hexdigest() == MANIFEST[place]["sha256"]
    assert len(data) == MANIFEST[place]["bytes"]


@pytest.mark.parametrize("script", OURS, ids=named)
def test_a_script_of_ours_can_be_read(script):
    if subprocess.run([NODE, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("Playwright's Node does not run here")
    read = [NODE, "--check", "--input-type=module"]
    done = subprocess.run(read, input=script.read_bytes(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_no_vendored_file_came_in_by_another_way():
    here = {str(file.relative_to(APP)) for file in VENDOR.rglob("*") if file.is_file()}
    assert here - {"static/vendor/MANIFEST.json"} == set(MANIFEST) - {"templates/ui/sprite.html"}


def test_every_vendored_package_brings_its_licence():
    for package in {Path(place).parent for place in MANIFEST if "static" in place}:
        assert (APP / package / "LICENSE").stat().st_size > 500


def test_the_versions_we_carry_are_those_we_ask_for():
    asked = tomllib.loads(WANTED.read_text("utf-8")).values()
    carried = {(line["package"], line["version"], line["licence"]) for line in MANIFEST.values()}
    assert carried == {(entry["npm"], entry["version"], entry["licence"]) for entry in asked}


def test_the_manifest_names_no_address():
    assert "://" not in json.dumps(MANIFEST)


def test_the_sprite_holds_the_icons_of_the_list():
    asked = tomllib.loads(WANTED.read_text("utf-8"))["icons"]["sprite"]
    assert sorted(icons.ICONS) == sorted(asked)


def test_every_icon_that_a_template_names_is_drawn(templates):
    used = {name for text in templates.values() for pair in ICON.findall(text) for name in pair}
    assert used - {""} - icons.ICONS == set()


def test_no_page_asks_another_host_for_anything(templates):
    assert [name for name, text in templates.items() if ASKS_IN_HTML.search(text)] == []


@pytest.mark.parametrize("file", STYLES, ids=named)
def test_no_style_asks_another_host_for_anything(file):
    assert not ASKS_IN_CSS.search(file.read_text("utf-8"))


@pytest.mark.parametrize("file", SCRIPTS, ids=named)
def test_no_script_asks_another_host_for_anything(file):
    text = file.read_text("utf-8")
    assert not ASKS_IN_JS.search(text)
    assert "sourceMappingURL" not in text


@pytest.mark.parametrize(
    ("pattern", "asks"),
    [
        (ASKS_IN_HTML, '<script src="https://a.example/x.js">'),
        (ASKS_IN_HTML, "<img src='//a.example/x.png'>"),
        (ASKS_IN_HTML, '<form hx-post="http://a.example/">'),
        (ASKS_IN_CSS, "a{background:url(//a.example/x)}"),
        (ASKS_IN_CSS, '@import "x.css"'),
        (ASKS_IN_JS, 'import("https://a.example/x.js")'),
        (ASKS_IN_JS, 'fetch("//a.example/")'),
    ],
)
def test_these_patterns_do_find_a_request(pattern, asks):
    assert pattern.search(asks)
