"""Mentions → events: one utterance or deed, one event."""
