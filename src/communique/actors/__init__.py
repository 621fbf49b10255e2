"""Parsed → mentions: who is named where, and why we think so."""

from communique.actors.cast import Cast

__all__ = ["Cast"]
