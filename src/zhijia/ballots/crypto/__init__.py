"""The ballot protocol, one file per primitive. docs/ballot-protocol.md. Needs no Django.

Reading order: group → hashes → canonical → words → fields → contests → layout → manifest →
credentials → merkle → elgamal → ranges → slots → ballots → ceremony → holders → partials.
"""
