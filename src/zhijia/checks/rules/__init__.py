"""检查规则: standards and scales, rounds, scores, objections and mending. Pure."""

from . import mending, radar, rounds, scales, scoring, standards

__all__ = ["mending", "radar", "rounds", "scales", "scoring", "standards"]
