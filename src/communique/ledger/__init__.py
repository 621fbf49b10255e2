"""Reports into the record, and what they have in common: :mod:`add` saves, :mod:`linking` finds relations across reports."""
