"""What every house is to us, and how we ask one: in a few seconds, or not at all."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple, Self

import requests

Json = dict[str, Any]
PATIENCE = (3.05, 6.0)  # seconds to connect, and between two bytes of the answer
log = logging.getLogger(__name__)


class Unhoused(Exception):
    """Nobody comes from there now. Says in Chinese why, with no name of a person."""


class Trip(NamedTuple):
    """Where to lead the browser, and what to remember until it comes back."""

    url: str
    kept: dict[str, str]


class Person(NamedTuple):
    """Who came back: the house's own unchanging word for them, and what else it says."""

    subject: str
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class House(ABC):
    """A house by which people sign in, as sign-in.toml describes it.

    `match` is "" or the column of accounts that `claim` must equal; `second_step`: whether coming
    from there counts as both steps.
    """

    key: str
    label: str
    match: str = ""
    claim: str = ""
    second_step: bool = False

    addresses: ClassVar[tuple[str, ...]] = ()  # the fields that hold addresses
    word: ClassVar[str] = "统一身份认证"

    @classmethod
    def names(cls) -> dict[str, bool]:
        """Return the entries that the file may have, and whether it must."""
        entries = {one.name: one.default for one in fields(cls) if one.name not in {"key", "label"}}
        return {name: not isinstance(default, str | bool) for name, default in entries.items()}

    @classmethod
    def of(cls, key: str, entries: Mapping[str, Any]) -> Self:
        """Return the house that these entries describe."""
        return cls(key=key, **{"label": cls.word, **entries})

    @abstractmethod
    def begin(self, *, back: str, state: str, agent: str) -> Trip:
        """Say where to lead a browser (`agent` is its User-Agent), to come back to `back`."""

    @abstractmethod
    def finish(self, asked: Mapping[str, str], kept: Mapping[str, str], *, back: str) -> Person:
        """Return who came back with `asked` in the address, or raise `Unhoused`."""

    def told(self, asked: Mapping[str, str], name: str) -> str:
        """Return what the house must have put into the address."""
        if not asked.get(name):
            raise Unhoused(f"{self.label}没有同意这次登录，或者您取消了")
        return asked[name]

    def ask(self, method: str, url: str, **more: Any) -> Json:
        """Ask the house for a JSON object."""
        try:
            answer = requests.request(method, url, timeout=PATIENCE, allow_redirects=False, **more)
            said = answer.json()
        except requests.RequestException as error:
            raise self.away(error) from error
        if not isinstance(said, dict):
            raise self.away(TypeError("no object"))
        return said

    def away(self, error: Exception) -> Unhoused:
        """Say that the house cannot be asked; the log has the kind of fault, never an address."""
        log.warning("signing in through %s: %s", self.key, type(error).__name__)
        return Unhoused(f"连不上{self.label}，请稍后再试，或者用密码登录")

    def odd(self, what: object) -> Unhoused:
        """Say that the house said no, or nothing that we can rely on; the log has its code."""
        log.warning("signing in through %s was refused: %s", self.key, what)
        return Unhoused(f"{self.label}没有通过这次登录，请重试，或者用密码登录")

    def text(self, said: Mapping[str, Any], *names: str) -> str:
        """Return the first of these that the house said, as text."""
        for name in names:
            if isinstance(value := said.get(name), str) and value:
                return value
        raise self.odd(f"no {' or '.join(names)}, code {said.get('errcode', said.get('code'))}")
