"""The ballot protocol, one file per primitive. docs/ballot-protocol.md. Needs no Django.

Reading order: group → hashes → canonical → words → manifest → layout → credentials → merkle →
elgamal → ranges → slots → ballots → ceremony → partials.
"""
