"""What an instance hands out is collected first: tests of pages use the files as they lie."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command
from django.test import override_settings

from zhijia.site import settings as instance

IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}/[^"']+)["']""")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as `script/server` collects them."""
    place = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=instance.STORAGES, STATIC_ROOT=place):
        call_command(Command(), interactive=False, verbosity=0)
    return place


def imports(place: Path) -> dict[str, list[Path]]:
    """Lead from each collected script of ours to the files that it imports."""
    ours = [file for file in place.rglob("*.js") if "vendor" not in file.parts]
    return {
        file.name: [file.parent / name for name in IMPORT.findall(file.read_text("utf-8"))]
        for file in ours
    }


def test_what_a_collected_script_imports_lies_where_it_says(collected: Path) -> None:
    found = imports(collected)
    assert any(found.values()), "the scripts of the surveys import one another"
    lost = {
        name: [str(file) for file in files if not file.exists()] for name, files in found.items()
    }
    assert not any(lost.values()), lost
