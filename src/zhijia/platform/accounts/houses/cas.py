"""CAS (protocol 3.0): a university's own sign-in. The library reads its XML."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode
from xml.etree.ElementTree import ParseError

import requests
from cas import CASClient  # type: ignore[import-untyped]

from .house import PATIENCE, House, Person, Trip


class Impatient(requests.Session):
    """A session that does not wait for ever, as the library's would, and is led nowhere else."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask as ever, for a few seconds."""
        answer = super().request(*args, **{**kwargs, "timeout": PATIENCE, "allow_redirects": False})
        answer.raise_for_status()
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Cas(House):
    """`server` is the address that ends before /login; `version` 2 or 3."""

    server: str
    version: str = "3"

    addresses: ClassVar[tuple[str, ...]] = ("server",)

    def _client(self, back: str, state: str) -> Any:
        """Return the library's client; CAS has no state, so it is part of our address."""
        return CASClient(
            version=self.version,
            server_url=f"{self.server.rstrip('/')}/",
            service_url=f"{back}?{urlencode({'state': state})}",
            session=Impatient(),
        )

    def begin(self, *, back: str, state: str, agent: str) -> Trip:
        """Lead to the house's sign-in page."""
        return Trip(self._client(back, state).get_login_url(), {})

    def finish(self, asked: Mapping[str, str], kept: Mapping[str, str], *, back: str) -> Person:
        """Return whom the ticket names; it opens once, and for this address only."""
        ticket = self.told(asked, "ticket")
        try:
            subject, claims, _ = self._client(back, asked["state"]).verify_ticket(ticket)
        except requests.RequestException as error:
            raise self.away(error) from error
        except (ParseError, LookupError, AttributeError, ValueError) as error:
            raise self.odd(type(error).__name__) from error
        if not subject:
            raise self.odd("the ticket was not accepted")
        return Person(subject, {"user": subject, **(claims or {})})
