"""All reads of this room: units, members, posts, terms, and who is asking."""

from .actors import actor_for, actor_of, desk_users
from .members import NOBODY, Heads, heads, members, members_called, members_under, search_members
from .moving import Consequences, consequences, height, may_go_below
from .posts import RANKS, desks_besides, findings, has_desk, paths_of_posts, posts, posts_in
from .units import (
    children,
    is_empty,
    lineage,
    may_dissolve,
    next_path,
    paths_of,
    tree,
    units,
    units_at,
    units_below,
    units_kept,
)

__all__ = [
    "NOBODY",
    "RANKS",
    "Consequences",
    "Heads",
    "actor_for",
    "actor_of",
    "children",
    "consequences",
    "desk_users",
    "desks_besides",
    "findings",
    "has_desk",
    "heads",
    "height",
    "is_empty",
    "lineage",
    "may_dissolve",
    "may_go_below",
    "members",
    "members_called",
    "members_under",
    "next_path",
    "paths_of",
    "paths_of_posts",
    "posts",
    "posts_in",
    "search_members",
    "tree",
    "units",
    "units_at",
    "units_below",
    "units_kept",
]
