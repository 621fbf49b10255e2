"""A reading room on the dossier, read once for all tests; those that write get a copy of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique import batch, ingest
from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Record
from communique.parse.published import detect
from communique.parse.syntax import DEFAULT_MODEL
from communique.store.database import open_record
from communique.web.app import make
from communique.web.settings import Settings

DOSSIER = Path(__file__).parents[2] / "src" / "communique" / "data" / "samples" / "dossier.jsonl"


def filled(path: Path) -> Path:
    """A record of the dossier's reports."""
    db = open_record(path, create=True)
    run = add.begin_run(db, "test", DEFAULT_MODEL, {})
    for found in batch.records(ingest.read([DOSSIER], detect=detect), DEFAULT_MODEL):
        assert isinstance(found, Record)
        add.save(db, found, run)
    link(db)
    add.end_run(db, run)
    db.close()
    return path


@pytest.fixture(scope="session")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record for reading only."""
    return filled(tmp_path_factory.mktemp("web") / "dossier.db")


@pytest.fixture
def own(dossier: Path, tmp_path: Path) -> Path:
    """A copy that a test may write to."""
    return Path(shutil.copy(dossier, tmp_path / "own.db"))


def browser(path: Path, **settings: object) -> TestClient:
    """A client on a reading room; it goes by the name localhost."""
    return TestClient(make(Settings(str(path), **settings)), base_url="http://localhost", follow_redirects=False)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def room(dossier: Path) -> Iterator[TestClient]:
    """A reading room where nobody signs in, for reading."""
    with browser(dossier) as client:
        yield client
