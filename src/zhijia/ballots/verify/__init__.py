"""Anybody's check of an election from its archive. docs/ballot-protocol.md 11. Needs no Django.

Reading order: archive → checks → rolls → setting → scan → conclusions → twins → decaf → batch →
chunks → workers → opening → verifier → telling → console.
"""
