"""What runs in a browser: which scripts a page has, their hashes, and single files made of them.

docs/ballot-protocol.md 3.1 (`client`), 8, 11.2. Needs no Django.
"""

from .scripts import CHECKER, PROTOCOL, SIGNER, VOTER, Script, client_hashes, csp_hashes, scripts
from .single import TOOLS, fingerprint, single

__all__ = [
    "CHECKER",
    "PROTOCOL",
    "SIGNER",
    "TOOLS",
    "VOTER",
    "Script",
    "client_hashes",
    "csp_hashes",
    "fingerprint",
    "scripts",
    "single",
]
