"""Making an instance ready: its secrets on disk, its address, its set-up code and demo password."""

import secrets
from importlib import metadata
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zhijia.org.models import Member
from zhijia.platform.accounts.passwords import first_password

from .keeping import kept_in

SETUP_CODE = "setup-code"
DEMO_PASSWORD = "demo-password"
PRIVATE = ("secret-key", "vault-keys", SETUP_CODE, DEMO_PASSWORD, "sign-in.toml", "assistant.toml")


def place_of(name: str) -> Path:
    """Return where a secret of this instance lies."""
    return Path(settings.HOME) / name


def kept(name: str) -> str:
    """Return the secret in this file; make it, readable by its owner only, once."""
    return kept_in(place_of(name), first_password)


def has_setup_code() -> bool:
    """Say whether this instance began empty and still waits for its set-up."""
    return place_of(SETUP_CODE).exists()


def is_setup_code(typed: str) -> bool:
    """Compare what somebody typed with the code in the terminal, in constant time."""
    if not has_setup_code():
        return False
    code = place_of(SETUP_CODE).read_text()
    return secrets.compare_digest(typed.strip().lower().encode(), code.encode())


def forget_setup_code() -> None:
    """Throw the code away once it has been used."""
    place_of(SETUP_CODE).unlink(missing_ok=True)


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server that listens at `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def address(host: str, port: str) -> str:
    """Return the address to open in a browser."""
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{shown}:{port}/"


def pending_migrations() -> int:
    """Count the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def demo_members() -> list[Member]:
    """Return the members whose demo accounts can sign in."""
    found = Member.objects.filter(user__is_demo=True, user__is_active=True)
    return list(found.select_related("user", "unit").order_by("staff_no"))


def standing(member: Member) -> str:
    """Return a member's posts in words: 化工集团工会 工会主席."""
    posts = member.posts.open().select_related("unit")
    return "，".join(f"{post.unit} {post.label}" for post in posts) or str(member.unit)


def version() -> str:
    """Return the version of the product that runs here."""
    return metadata.version("zhijia")


SAMPLE = 1_000  # rows of an index that are looked at


def take_stock() -> None:
    """Let SQLite learn anew how its tables are filled, by a sample of each index.

    Otherwise it chooses by guess which index to take, and a table that a migration made over knows
    nothing any more. PostgreSQL does so by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
            cursor.execute("ANALYZE")
