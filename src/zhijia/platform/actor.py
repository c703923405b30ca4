"""Who is asking: built once per request from the posts a member holds; immutable, no database."""

from collections.abc import Iterable
from dataclasses import dataclass

Post = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person and their posts: each a role, the path of its unit, whether it reaches below.

    `title` and `unit_name` are for the eye only.
    """

    user_id: int | None = None
    member_id: int | None = None
    name: str = ""
    unit_path: str = ""
    posts: frozenset[Post] = frozenset()
    title: str = ""
    unit_name: str = ""

    def holds(self, role: str, path: str) -> bool:
        """Say whether a post of this role reaches the unit at `path`."""
        return any(
            held == role and (path.startswith(base) if below else path == base)
            for held, base, below in self.posts
        )

    def serves(self, roles: Iterable[str], path: str) -> bool:
        """Say whether one of these posts stands at the very unit at `path`, not above it."""
        wanted = set(roles)
        return any(held in wanted and path == base for held, base, _ in self.posts)

    def stands(self, roles: Iterable[str]) -> frozenset[str]:
        """Return the paths of the very units where the actor holds one of these posts."""
        wanted = set(roles)
        return frozenset(base for held, base, _ in self.posts if held in wanted)

    def reaches(self, path: str) -> bool:
        """Say whether any post reaches the unit at `path`."""
        return any(
            path.startswith(base) if below else path == base for _, base, below in self.posts
        )
