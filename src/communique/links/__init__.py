"""Events → links and exchanges."""


def find(parsed, cast, events):
    return (), ()
