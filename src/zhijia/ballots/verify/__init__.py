"""Anybody's check of an election from its archive. docs/ballot-protocol.md 11. Needs no Django.

Reading order: decaf.
"""
