from __future__ import annotations

from collections.abc import Iterator

import pytest

from communique.fetch.client import Client
from fetch.server import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine."""
    with serve() as site:
        yield site


@pytest.fixture
def client() -> Iterator[Client]:
    """A client that may ask this machine."""
    client = Client(allow_private=True, seconds=5, timeout=2)
    yield client
    client.close()
