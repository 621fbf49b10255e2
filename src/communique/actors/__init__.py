"""Parsed → mentions: who is named where, and why we think so."""
