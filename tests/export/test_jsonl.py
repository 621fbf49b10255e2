from __future__ import annotations

import json

from export.sample import export, report, reports


def test_every_line_is_its_record() -> None:
    written, dropped = export("jsonl", reports())
    lines = written.decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == reports()
    assert not dropped


def test_keys_keep_their_order_and_letters_stay_letters() -> None:
    data = report()
    data["document"]["title"] = "Żółw\u2028"
    line = export("jsonl", [data])[0].decode("utf-8")
    assert list(json.loads(line)) == list(data)
    assert "Żółw\u2028" in line
    assert '"id":"r1","title":' in line
    backwards = dict(reversed(data.items()))
    assert export("jsonl", [backwards])[0] != export("jsonl", [data])[0]
