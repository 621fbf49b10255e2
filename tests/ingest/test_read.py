"""Sources: files, folders and standard input; order, isolation of bad documents, what errors say."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from communique import ingest
from communique.errors import DocumentError, UsageError
from communique.model import Document, Published

ENGLISH = "The minister said on Friday that the government would not answer the letter."


def documents(found: list[Document | DocumentError]) -> list[Document]:
    assert all(isinstance(one, Document) for one in found), [str(one) for one in found]
    return [one for one in found if isinstance(one, Document)]


def error(found: list[Document | DocumentError]) -> DocumentError:
    assert len(found) == 1
    assert isinstance(found[0], DocumentError)
    return found[0]


def kinds(found: list[Document | DocumentError]) -> list[str]:
    return [one.ref if isinstance(one, Document) else f"! {one.place}" for one in found]


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENGLISH.encode())
    (document,) = documents(list(ingest.read([path], published="2022-02-10")))
    assert document.ref == str(path)
    assert document.text == ENGLISH
    assert document.lang == "en"
    assert document.published == Published("2022-02-10", "given", None, "given by the user")


def test_nothing_is_known_about_a_bare_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH)
    (document,) = documents(list(ingest.read([path])))
    assert (document.title, document.url, document.outlet, document.published.value) == (None, None, None, None)
    assert document.published.basis == "unknown"


def test_a_single_name_is_not_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH)
    assert kinds(list(ingest.read(str(path)))) == [str(path)]


def test_a_bad_document_harms_no_other(tmp_path: Path) -> None:
    for name, data in {
        "a.txt": ENGLISH.encode(),
        "b.txt": b"",
        "c.txt": b"%PDF-1.7",
        "e.txt": ENGLISH.encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt")]
    assert kinds(list(ingest.read(names))) == [names[0], *(f"! {name}" for name in names[1:4]), names[4]]


def test_folder_sorted_recursive_without_hidden_files(tmp_path: Path) -> None:
    kept = ["B.txt", "a.txt", "c/1.txt", "c/2.txt", "d.txt"]
    for name in [*kept, ".hidden.txt", ".git/x.txt", "page_files/style.css", "page_files/photo.jpg"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ENGLISH)
    assert kinds(list(ingest.read([str(tmp_path)]))) == [str(tmp_path / name) for name in kept]


@pytest.mark.parametrize("name", [None, ".hidden", "sub/.hidden"])
def test_folder_without_files(tmp_path: Path, name: str | None) -> None:
    if name:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENGLISH)
    assert error(list(ingest.read([tmp_path]))).reason == "the folder holds no file to read"


def test_folder_that_holds_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b").symlink_to(tmp_path)
    (tmp_path / "c.txt").write_text(ENGLISH)
    found = list(ingest.read([tmp_path]))
    assert kinds(found) == [str(tmp_path / "a.txt"), f"! {tmp_path / 'b'}", str(tmp_path / "c.txt")]
    assert "itself" in str(found[1])


def test_folder_linked_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ENGLISH)
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert kinds(list(ingest.read([tmp_path]))) == [str(tmp_path / "in" / "a.txt")]


def test_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "pipe" in error(list(ingest.read([tmp_path]))).reason


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.txt", "no such file"),
        ("loop.txt", "cannot be read"),
        ("nul\0.txt", "cannot be read"),
        ("x" * 5000, "cannot be read"),
        ("a.txt/b.txt", "cannot be read"),
        ("https://example.org/report.html", "web address"),
    ],
)
def test_sources_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    found = error(list(ingest.read([source])))
    assert found.place == source
    assert reason in found.reason
    assert found.remedy.endswith(".")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH)
    if os.geteuid() == 0:  # root may read everything, so the system's refusal is played

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    else:
        path.chmod(0)
    assert "no permission" in error(list(ingest.read([path]))).reason


def test_names_with_odd_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "wb") as file:
            file.write(ENGLISH.encode())
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (document,) = documents(list(ingest.read([tmp_path])))
    assert document.ref.endswith("caf\\xe9.txt")
    document.ref.encode()  # can be printed and stored


@pytest.mark.parametrize(
    ("data", "refs"),
    [
        (ENGLISH.encode(), ["-"]),
        (f"<html><body><p>{ENGLISH}</p></body></html>".encode(), ["-"]),
        (f'{{"text": "{ENGLISH}"}}\n{{"id": 7, "text": "{ENGLISH}"}}\n'.encode(), ["-#1", "7"]),
        (f'[\n {{"id": "x",\n "text": "{ENGLISH}"}}]'.encode(), ["x"]),
    ],
)
def test_standard_input_is_sniffed(data: bytes, refs: list[str]) -> None:
    found = documents(list(ingest.read(["-"], stdin=io.BytesIO(data))))
    assert [one.ref for one in found] == refs
    assert {one.text for one in found} == {ENGLISH}


class Trickle(io.RawIOBase):
    """A pipe that gives few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece, self.rest = self.rest[:3], self.rest[3:]
        buffer[: len(piece)] = piece
        return len(piece)


def test_slow_pipe() -> None:
    lines = "".join(f'{{"id": "{n}", "text": "{ENGLISH}"}}\n' for n in range(3))
    pipe = io.BufferedReader(Trickle(lines.encode()), 5)
    found = documents(list(ingest.read(["-"], stdin=pipe)))
    assert [one.ref for one in found] == ["0", "1", "2"]


@pytest.mark.parametrize("value", ["tomorrow", "2022-02-31", "10.02.2022", "", "2022-13", "0000"])
def test_given_day_that_is_none(value: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        ingest.read([], published=value)


def test_detector_gets_all_that_is_known(tmp_path: Path) -> None:
    calls: list[tuple[object, ...]] = []

    def detect(text: str, url: str | None, given: str | None, metadata: str | None, title: str | None) -> Published:
        calls.append((text, url, given, metadata, title))
        return Published("2022", "text")

    path = tmp_path / "a.jsonl"
    path.write_text(
        f'{{"text": "{ENGLISH}", "url": "https://e.org", "published": "2022-02-03T01:02:03Z", "title": "T"}}'
    )
    (document,) = documents(list(ingest.read([path], published="2022-02-10T12:00", detect=detect)))
    assert calls == [(ENGLISH, "https://e.org", "2022-02-10", "2022-02-03", "T")]
    assert document.published == Published("2022", "text")


def test_from_text_keeps_the_text() -> None:
    text = "Kyiv said: “No”.\r\n\r\nIt’s over, \xa0Moscow said. 🇺🇦 Zełenski, Ломоносов, e\u0301.\u2028"
    document = ingest.from_text(text, published="2022-02-10", metadata_published="2022-02-09", outlet="O")
    assert document.text == text
    assert (document.ref, document.outlet) == ("text", "O")
    assert document.published.value == "2022-02-10"


@pytest.mark.parametrize("text", ["", " \n\t\xa0\u2003", "a\0b", "half \ud83d a pair", "\ufffd" * 10])
def test_from_text_refuses(text: str) -> None:
    with pytest.raises(DocumentError):
        ingest.from_text(text)


def test_id_depends_on_source_and_text_only() -> None:
    first = ingest.from_text(ENGLISH, ref="a", published="2022-02-10", title="T")
    assert first.id == ingest.from_text(ENGLISH, ref="a").id
    assert len({first.id, ingest.from_text(ENGLISH, ref="b").id, ingest.from_text(ENGLISH + " ", ref="a").id}) == 3
    url = "https://example.org/1"
    assert ingest.from_text(ENGLISH, ref="a", url=url).id == ingest.from_text(ENGLISH, ref="b", url=url).id
    assert len(first.id) == 16


def test_importing_is_cheap() -> None:
    code = "import sys, communique.ingest; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"trafilatura", "htmldate", "py3langid", "charset_normalizer", "pycountry", "lxml", "spacy"} & set(
        loaded
    )
