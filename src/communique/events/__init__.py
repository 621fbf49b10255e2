"""Mentions → events: one utterance or deed, one event."""

from communique.events.find import find

__all__ = ["find"]
