"""What was decided before the vote, read and checked. docs/ballot-protocol.md 3, 6, 7."""

from dataclasses import dataclass

from ..crypto import merkle
from ..crypto.ballots import Election
from ..crypto.canonical import dump
from ..crypto.ceremony import Ceremony
from ..crypto.group import Refused
from ..crypto.manifest import Manifest
from . import archive
from .archive import Archive, roster_row
from .checks import Findings
from .rolls import Roll, root_of_sorted


@dataclass(frozen=True)
class Setting:
    """The manifest, the key and who may be written in."""

    manifest: Manifest
    ceremony: Ceremony
    roster: list[tuple[str, str]]

    @property
    def election(self) -> Election:
        return Election(self.manifest.eid, self.ceremony.h, self.manifest.layout)


def read_manifest(source: Archive, findings: Findings, eid: bytes | None) -> Manifest | None:
    """Read the manifest; None where it cannot be one. `eid` is the one somebody was told."""
    with findings.check("files"):
        source.check_files()
    if not findings.holds:
        return None
    with findings.check("manifest"):
        raw = source.read(archive.MANIFEST)
        found = Manifest.read(raw)
        if found.raw != raw:
            raise Refused("选举清单里有不该有的内容")
        if eid not in (None, found.eid):
            raise Refused(f"档案的选举标识是 {found.eid.hex()}")
        return found
    return None


def read(
    source: Archive, manifest: Manifest, findings: Findings, keys: Roll, desk: Roll
) -> Setting | None:
    """Check lists and ceremony; None where any of them does not hold."""
    with findings.check("keys"):
        _check_roll(keys, manifest.due, manifest.keys)
    with findings.check("desk_keys"):
        _check_roll(desk, manifest.desk, manifest.desk_keys)
    roster: list[tuple[str, str]] = []
    with findings.check("roster"):
        roster = source.roster()
        if len(roster) != manifest.roster_size:
            raise Refused(f"名册有 {len(roster)} 人，选举清单写的是 {manifest.roster_size} 人")
        if merkle.root(dump(dict(roster_row(*row))) for row in roster) != manifest.roster:
            raise Refused("名册和选举清单里的根不一致")
    ceremony = Ceremony(manifest)
    with findings.check("ceremony"):
        _hold(ceremony, source.ceremony())
    return Setting(manifest, ceremony, roster) if findings.holds else None


def _check_roll(roll: Roll, count: int, root: bytes) -> None:
    found = root_of_sorted(roll.keys())
    if roll.count != count:
        raise Refused(f"清单有 {roll.count} 个凭证，选举清单写的是 {count} 个")
    if found != root:
        raise Refused("凭证和选举清单里的根不一致")


def _hold(ceremony: Ceremony, messages: list[bytes]) -> None:
    """Take the messages again, in the order in which the archive must have them."""
    for raw in messages:
        ceremony.take(raw)
    ceremony.finish()
    if ceremony.raws != messages:
        raise Refused("仪式消息没有按轮次和保管人排列，或者有重复")
