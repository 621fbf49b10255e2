"""The record of many reports: one SQLite file that any tool opens."""
