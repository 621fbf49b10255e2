"""Parsed → mentions: who is named where, and why we think so."""

from communique.actors.cast import Cast
from communique.actors.find import find

__all__ = ["Cast", "find"]
