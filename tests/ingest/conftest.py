from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def shared() -> Path:
    """Find the reference material beside the checkout; a test that needs it skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference material is not there: {SHARED}")
    return SHARED
