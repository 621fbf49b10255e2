"""What was said: direct, indirect and mixed, split over an attribution, run over several sentences."""

from __future__ import annotations

import pytest

from reading import contents, event, read, wrong


@pytest.mark.parametrize(
    ("text", "trigger", "wanted", "quote"),
    [
        ("Peru said that the talks had failed.", "said", ["the talks had failed"], "indirect"),
        ("Peru said the talks had failed.", "said", ["the talks had failed"], "indirect"),
        ("The talks had failed, Peru said.", "said", ["The talks had failed"], "indirect"),
        ("The talks, Peru said, had failed.", "said", ["The talks", "had failed"], "indirect"),
        ("Peru said on Monday that the talks had failed.", "said", ["the talks had failed"], "indirect"),
        ("Peru told Chile that the talks had failed.", "told", ["the talks had failed"], "indirect"),
        ("Peru asked Chile to leave the port.", "asked", ["Chile to leave the port"], "indirect"),
        ("Peru accused Chile of shelling the port.", "accused", ["Chile of shelling the port"], "indirect"),
        ("Peru rejected the plan.", "rejected", ["the plan"], "indirect"),
        ('Peru called him "a liar" and "a fraud".', "called", ['him "a liar" and "a fraud'], "mixed"),
        ('"Why did they leave the port?" Peru asked Chile.', "asked", ["Why did they leave the port?"], "direct"),
        ("Peru praised Chile for its patience.", "praised", ["Chile for its patience"], "indirect"),
        ("Peru mentioned Chile as a friend.", "mentioned", ["Chile as a friend"], "indirect"),
        ("Peru said that it would leave the port if they warned it.", "said",
         ["it would leave the port if they warned it"], "indirect"),
        ("Peru said that it had left the port because it feared a storm.", "said",
         ["it had left the port because it feared a storm"], "indirect"),
        ("Peru said that Chile had left, leaving the port to Brazil.", "said",
         ["Chile had left, leaving the port to Brazil"], "indirect"),
        ("Peru said that Chile had left the port, adding that Brazil had stayed.", "said",
         ["Chile had left the port"], "indirect"),
        ("Peru said that Chile had left and that Brazil had stayed.", "said",
         ["Chile had left and that Brazil had stayed"], "indirect"),
        ('"The talks have failed," Peru said.', "said", ["The talks have failed"], "direct"),
        ('"The talks have failed," said Peru.', "said", ["The talks have failed"], "direct"),
        ('Peru said: "The talks have failed."', "said", ["The talks have failed"], "direct"),
        ("“The talks have failed,” Peru said.", "said", ["The talks have failed"], "direct"),
        ("«The talks have failed», Peru said.", "said", ["The talks have failed"], "direct"),
        ("'The talks have failed,' Peru said.", "said", ["The talks have failed"], "direct"),
        ("- The talks have failed - said the minister.", "said", ["The talks have failed"], "direct"),
        ('"The talks have failed. We shall leave the port," Peru said.', "said",
         ["The talks have failed. We shall leave the port"], "direct"),
        (
            '"The talks have failed," Peru said, "and we shall leave the port."',
            "said",
            ["The talks have failed", "and we shall leave the port"],
            "direct",
        ),
        ('"The talks have failed," Peru said, "because of the port in Lima."', "said",
         ["The talks have failed", "because of the port in Lima"], "direct"),
        ('Peru said that the talks had been "a farce from the start".', "said",
         ['the talks had been "a farce from the start'], "mixed"),
        ('The talks were "a farce", Peru said.', "said", ['The talks were "a farce'], "mixed"),
        ("“He told us ‘never’ twice,” the minister said.", "said", ["He told us ‘never’ twice"], "direct"),
    ],
)  # fmt: skip
def test_content(text: str, trigger: str, wanted: list[str], quote: str) -> None:
    record = read(text)
    found = event(record, trigger)
    assert (contents(record, found), found.quote) == (wanted, quote)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [("Peru left the talks.", "left"), ("Peru attacked Chile.", "attacked"), ("Peru met Chile.", "met")],
)
def test_deeds_have_no_content(text: str, trigger: str) -> None:
    for found in [e for e in read(text).events if e.trigger.of(text) == trigger]:
        assert (found.content, found.quote) == ((), None)


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Peru said that Chile had accused Brazil of lying.", "said", "accused"),
        ('"Chile accused Brazil of lying," Peru said.', "said", "accused"),
        ("Peru denied that it had attacked Chile.", "denied", "attacked"),
        ("Peru asked Chile to reject the plan.", "asked", "reject"),
    ],
)
def test_nesting(text: str, outer: str, inner: str) -> None:
    record = read(text)
    assert event(record, inner).inside == event(record, outer).id
    assert event(record, outer).inside is None


def test_nested_twice() -> None:
    record = read("Brazil said that Peru had announced that Chile had attacked Bolivia.")
    said, announced, attacked = (event(record, w) for w in ("said", "announced", "attacked"))
    assert (announced.inside, attacked.inside) == (said.id, announced.id)


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (
            "The minister said the talks had failed, although he added that Chile had stayed.",
            "said",
            ["the talks had failed"],
        ),
        wrong(
            "Peru said the talks had failed, although it added that Chile had stayed.",
            "said",
            ["the talks had failed"],
            reason="up to the end: 'it' is not thought to speak",
        ),
        ("Peru said that the talks had failed and called on Chile to leave.", "said", ["the talks had failed"]),
        ('Peru said this was "impossible" and accused Chile of lying.', "said", ['this was "impossible']),
        (
            'Peru said, "The talks have failed at last", while addressing the press.',
            "said",
            ["The talks have failed at last"],
        ),
        ("Peru said the talks had failed, adding that nobody would come.", "said", ["the talks had failed"]),
        ('"We have time," Olaf Scholz said. "We can wait for Peru."', "said", ["We have time", "We can wait for Peru"]),
        ('Peru rejected the ruling as "waste paper".', "rejected", ["waste paper"]),
        ("Peru rejected the plan, which Chile had made.", "rejected", ["the plan"]),
        ("As Peru notes, the talks have failed.", "notes", ["the talks have failed"]),
    ],
)
def test_where_it_ends(text: str, trigger: str, wanted: list[str]) -> None:
    record = read(text)
    assert contents(record, event(record, trigger)) == wanted


def test_no_marks_and_no_attribution_in_the_content() -> None:
    text = '"We shall leave," the minister of Peru told reporters on Monday, "because the talks have failed."'
    record = read(text)
    joined = " ".join(contents(record, event(record, "told")))
    assert joined == "We shall leave because the talks have failed"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru said it was ready for talks, hours after diplomats had met.", "it was ready for talks"),
        ("Peru said talks would begin, two weeks before the vote.", "talks would begin, two weeks before the vote"),
        ("Peru said the talks, held after the vote, were long.", "the talks, held after the vote, were long"),
    ],
)
def test_content_ends_before_when_it_was_said(text: str, wanted: str) -> None:
    [said] = [e for e in read(text).events if e.type == "SAY"]
    assert [text[c.start : c.end] for c in said.content] == [wanted]


def test_participles_of_what_is_told_are_part_of_it() -> None:
    text = "Borrell said he had answered letters sent to several countries asking them to interpret the treaty."
    said = next(e for e in read(text).events if e.type == "SAY")
    assert [text[c.start : c.end] for c in said.content] == [text[len("Borrell said ") : -1]]
