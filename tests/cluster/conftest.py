"""A parser that is loaded in no time, and does harm where a text asks for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

MODEL = """
import os, signal, time
from pathlib import Path
import spacy
from spacy.language import Language

@Language.component("harmful")
def harmful(doc):
    text = doc.text
    if "KILLS" in text or ("SLAYSONCE" in text and not Path("killed").exists()):
        Path("killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "ENDLESS" in text:
        time.sleep(1000)
    if "RAISES" in text:
        raise ValueError("it asked for it")
    if "SLOW" in text:
        time.sleep(0.2)
    for token in doc:
        if token.i and token.is_sent_start is None:
            token.is_sent_start = False
    for token in doc:
        token.tag_, token.pos_, token.dep_, token.lemma_ = "NN", "NOUN", "dep", token.text.lower()
    return doc

def load(exclude=()):
    nlp = spacy.blank("en", meta={"name": "harmful", "version": "1"})
    nlp.add_pipe("harmful", name="parser")
    return nlp
"""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "ray: needs the extra `ray`; make test-ray runs these alone")


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the harmful model, which this process and those it starts can load; they stand in a folder of their own."""
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "harmful_model.py").write_text(MODEL, encoding="utf-8")
    monkeypatch.syspath_prepend(str(packages))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(packages), os.environ.get("PYTHONPATH")))))
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return "harmful_model"
