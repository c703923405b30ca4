"""Fetch the front-end files of tools/vendor.toml again: `python tools/vendor.py`.

Needs npm and a registry, so only whoever raises a version runs it. It writes static/vendor/,
the icon sprite and a manifest of every file's version, licence, size and sha256. What is
published as modules only is bundled by esbuild into one classic script: the same versions give
the same bytes.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

HERE = Path(__file__).resolve().parent
APP = HERE.parent / "src/zhijia/platform/ui"
VENDOR = "static/vendor"
SPRITE = "templates/ui/sprite.html"
LICENCE_FILE = re.compile(r"package/((?:LICEN[SC]E|NOTICE)[^/]*)")
# A hashed static storage fails on a source map that is not there.
SOURCE_MAP = re.compile(rb"/[/*]# sourceMappingURL=[^\s*]*( \*/)?")
ICON_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BUNDLER = "esbuild@0.28.2"
# The scripts of the ballot run in what phones of 2020 understand: BigInt, but no more.
BUNDLE = "--bundle --minify --format=iife --platform=browser --target=es2020 --charset=utf8"
# A dependency's way out under Node, which no browser takes.
NODE_ONLY = "--external:module --external:fs --external:crypto --external:path"
ICON_FRAME = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


@dataclass(frozen=True, slots=True)
class Package:
    """One entry of vendor.toml: what to take out of which published package."""

    npm: str
    version: str
    licence: str
    files: list[str]
    licence_text: str = ""
    sprite: tuple[str, ...] = ()
    # Modules to bundle: their entry's text, and what else it takes in, with versions.
    entry: str = ""
    takes: dict[str, str] = field(default_factory=dict)


def fetch(package: Package, folder: Path) -> tarfile.TarFile:
    """Download the package into `folder` and open it. npm checks its integrity."""
    spec = f"{package.npm}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True, capture_output=True)
    return tarfile.open(next(folder.glob("*.tgz")))


def read(archive: tarfile.TarFile, name: str) -> bytes:
    """Return a file of the package; KeyError when it is not there."""
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise KeyError(name)
    return member.read()


def licences(package: Package, archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    """Yield the licence texts: the package's own, or the one written down for it."""
    if package.licence_text:
        yield "LICENSE", package.licence_text.lstrip().encode()
    for name in archive.getnames():
        if found := LICENCE_FILE.fullmatch(name):
            yield found[1], read(archive, found[1])


def symbol(name: str, svg: str) -> str:
    """Turn an icon into a symbol; the stylesheet's `.icon` says how its strokes look."""
    body = ICON_BODY.search(svg)
    if body is None:
        raise ValueError(f"{name} is not an SVG drawing")
    strokes = " ".join(body[1].replace(ICON_FRAME, "").split())
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{strokes}</symbol>'


def sprite(package: Package, archive: tarfile.TarFile) -> bytes:
    """Gather the icons we use into one hidden drawing that every page carries."""
    names = sorted(set(package.sprite))
    drawings = (read(archive, f"icons/outline/{name}.svg").decode() for name in names)
    symbols = "\n".join(map(symbol, names, drawings))
    return f'<svg class="d-none" aria-hidden="true">\n{symbols}\n</svg>\n'.encode()


def bundle(package: Package) -> bytes:
    """Bundle the package's modules, and those of what it takes in, as one classic script."""
    specs = [
        f"{name}@{version}"
        for name, version in {package.npm: package.version, **package.takes}.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        install = ["npm", "install", "--silent", "--no-save", "--ignore-scripts", *specs, BUNDLER]
        subprocess.run(install, cwd=place, check=True, capture_output=True)
        (place / "entry.mjs").write_text(package.entry, encoding="utf-8")
        esbuild = [f"{place}/node_modules/.bin/esbuild", "entry.mjs", "--log-level=error"]
        command = [*esbuild, *BUNDLE.split(), *NODE_ONLY.split(), "--legal-comments=inline"]
        return subprocess.run(command, cwd=place, check=True, capture_output=True).stdout


def pieces(key: str, package: Package) -> Iterator[tuple[str, bytes]]:
    """Yield every file to keep of a package, with its place in the app."""
    with tempfile.TemporaryDirectory() as folder, fetch(package, Path(folder)) as archive:
        for name in package.files:
            kept = SOURCE_MAP.sub(b"", read(archive, name)).rstrip() + b"\n"
            yield f"{VENDOR}/{key}/{PurePosixPath(name).name}", kept
        for name, text in licences(package, archive):
            yield f"{VENDOR}/{key}/{name}", text
        if package.entry:
            yield f"{VENDOR}/{key}/{key}.min.js", bundle(package)
        if package.sprite:
            yield SPRITE, sprite(package, archive)


def keep(place: str, data: bytes, package: Package) -> dict[str, object]:
    """Write a file and return its line of the manifest."""
    target = APP / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    takes = {"takes": package.takes} if package.takes else {}
    return {
        **takes,
        "package": package.npm,
        "version": package.version,
        "licence": package.licence,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def main() -> int:
    """Fetch every package and write the manifest."""
    wanted = tomllib.loads((HERE / "vendor.toml").read_text(encoding="utf-8"))
    packages = {key: Package(**entry) for key, entry in wanted.items()}
    manifest = {
        place: keep(place, data, package)
        for key, package in packages.items()
        for place, data in pieces(key, package)
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (APP / VENDOR / "MANIFEST.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(manifest)} files are in place.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
