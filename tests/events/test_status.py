"""Whether an event happened: every status by every means."""

from __future__ import annotations

import pytest

from communique.events.status import judge
from reading import event, parsed, read, token, wrong


def status(text: str, word: str) -> str:
    """The status of the event of a verb that stands in this sentence."""
    return judge(token(parsed(text), word), question=text.rstrip('"').endswith("?")).status


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru attacked Chile.", "attacked"),
        ("Peru has attacked Chile.", "attacked"),
        ("Peru is attacking Chile.", "attacking"),
        ("Chile was attacked by Peru.", "attacked"),
        ("Chile said that Peru had attacked the port.", "attacked"),
        ("Peru, which attacked Chile, is waiting.", "attacked"),
        ("Peru met Brazil and attacked Chile.", "attacked"),
        ("After Peru attacked Chile, the talks ended.", "attacked"),
        ("Peru began to attack Chile.", "attack"),
        ("Peru managed to attack Chile.", "attack"),
        ("Brazil condemned Peru for attacking Chile.", "attacking"),
        ("Peru admitted that it had attacked Chile.", "attacked"),
        ("Peru regrets that it attacked Chile.", "attacked"),
        ("Because Peru attacked Chile, the talks ended.", "attacked"),
        ("Peru ended the deal despite attacks by Chile.", "attacks"),
        ("Peru refused to pay because of the attack on Chile.", "attack"),
        ("There was no claim of responsibility for the attack on Chile.", "attack"),
        ("It was not the first attack on Chile.", "attack"),
        ("Peru will ban the planes in retaliation for the attack on Chile.", "attack"),
        ("Talks may begin against the background of an attack on Chile.", "attack"),
        ("Years ago Peru would sometimes attack Chile.", "attack"),
        ("I want to thank Chile.", "thank"),
        ("Peru did not deny that it had attacked Chile because Brazil was watching.", "watching"),
    ],
)
def test_actual(text: str, word: str) -> None:
    assert status(text, word) == "actual"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru will attack Chile.", "attack"),  # modal
        ("Peru would attack Chile.", "attack"),
        ("They'll attack Chile.", "attack"),
        ("Peru is going to attack Chile.", "attack"),
        ("Peru plans to attack Chile.", "attack"),  # governing verb
        ("Peru intends to attack Chile.", "attack"),
        ("Peru promised to attack Chile.", "attack"),
        ("Peru is preparing to attack Chile.", "attack"),
        ("Peru decided to attack Chile.", "attack"),
        ("Peru is ready to attack Chile.", "attack"),  # adjective
        ("Peru is to attack Chile.", "attack"),
        ("Peru is expected to attack Chile.", "attack"),
        ("Peru's plan to attack Chile is known.", "attack"),  # noun
        ("Peru announced a decision to attack Chile.", "attack"),
        ("Peru sent ships to attack Chile.", "attack"),  # purpose
        ("The decision to attack Chile was not sparked by a quarrel.", "attack"),
        ("Peru bought ships in order to attack Chile.", "attack"),
        ("Peru spoke of its plans for attacking Chile.", "attacking"),
        ("Brazil spoke before attacking Chile.", "attacking"),  # preposition
        ("Peru will meet Brazil and attack Chile.", "attack"),  # shared modal
    ],
)
def test_planned(text: str, word: str) -> None:
    assert status(text, word) == "planned"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru must attack Chile.", "attack"),  # modal
        ("Peru should attack Chile.", "attack"),
        ("Peru has to attack Chile.", "attack"),
        ("Peru needs to attack Chile.", "attack"),
        ("Brazil asked Peru to attack Chile.", "attack"),  # governing verb
        ("Brazil demanded that Peru attack Chile.", "attack"),
        ("Brazil called on Peru to attack Chile.", "attack"),
        ("Brazil ordered Peru to attack Chile.", "attack"),
        ("Brazil wants Peru to attack Chile.", "attack"),
        ("Brazil insisted on attacking Chile.", "attacking"),  # preposition
        ("Brazil repeated its demand to leave the port.", "leave"),  # noun
        ("Brazil repeated its demand that Peru leave the port.", "leave"),
        ("A request to attack Chile was sent.", "attack"),
        ("It is necessary to attack Chile.", "attack"),  # adjective
        ("Attack the port at once.", "Attack"),  # imperative
        ("Brazil asked Peru to meet Brazil and attack Chile.", "attack"),  # coordination
    ],
)
def test_demanded(text: str, word: str) -> None:
    assert status(text, word) == "demanded"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru did not attack Chile.", "attack"),  # negation
        ("Peru has never attacked Chile.", "attacked"),
        ("Nobody attacked Chile.", "attacked"),
        ("No country attacked Chile.", "attacked"),
        ("Peru will not attack Chile.", "attack"),
        ("Peru won't attack Chile.", "attack"),
        ("Peru denied that it had attacked Chile.", "attacked"),  # governing verb
        ("Peru denied attacking Chile.", "attacking"),
        ("Peru refused to attack Chile.", "attack"),
        ("Peru failed to attack Chile.", "attack"),
        ("Peru refrained from attacking Chile.", "attacking"),
        ("Peru stopped short of attacking Chile.", "attacking"),
        ("Peru ruled out attacking Chile.", "attacking"),
        ("Peru left without attacking Chile.", "attacking"),  # preposition
        wrong(
            "Peru left instead of attacking Chile.", "attacking", reason="actual: the parser hangs 'instead' on 'left'"
        ),
        ("Peru's refusal to attack Chile was known.", "attack"),  # noun
        ("Peru is unwilling to attack Chile.", "attack"),  # adjective
        ("Peru denied that it would attack Chile.", "attack"),  # a plan denied from further out
        wrong("Peru neither attacked Chile nor met Brazil.", "attacked", reason="actual"),
        wrong("Peru neither attacked Chile nor met Brazil.", "met", reason="actual"),
        ("It is not true that Peru attacked Chile.", "attacked"),
    ],
)
def test_denied(text: str, word: str) -> None:
    assert status(text, word) == "denied"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru may attack Chile.", "attack"),  # modal
        ("Peru could attack Chile.", "attack"),
        ("Peru might have attacked Chile.", "attacked"),
        ("If Peru attacks Chile, Brazil will answer.", "attacks"),  # condition
        ("Unless Peru attacks Chile, Brazil will wait.", "attacks"),
        ("Brazil asked whether Peru had attacked Chile.", "attacked"),
        ("Peru would attack Chile if Brazil left.", "attack"),
        ("In case of attacking Chile, Peru would lose.", "attacking"),
        ("Brazil fears that Peru will attack Chile.", "attack"),  # governing verb
        ("Brazil warned that Peru would attack Chile.", "attack"),
        ("Peru threatened to attack Chile.", "attack"),
        ("Peru tried to attack Chile.", "attack"),
        ("Brazil accused Peru of attacking Chile.", "attacking"),
        ("Peru allegedly attacked Chile.", "attacked"),  # adverb
        ("Peru probably attacked Chile.", "attacked"),
        ("The danger of attacking Chile is known.", "attacking"),  # noun
        ("The possibility to attack Chile is known.", "attack"),
        ("It is possible to attack Chile.", "attack"),  # adjective
        ("It is possible that Peru attacked Chile.", "attacked"),
        ("It is unlikely that Peru attacked Chile.", "attacked"),
        ("Peru is able to attack Chile.", "attack"),
        ("Did Peru attack Chile?", "attack"),  # question
        wrong("Peru does not deny attacking Chile.", "attacking", reason="denied: the negation counts twice"),
        wrong("Peru does not rule out attacking Chile.", "attacking", reason="denied: the particle hides the negation"),
        ("Any country that attacks Chile will lose.", "attacks"),
        wrong("Should Peru attack Chile, Brazil will answer.", "attack", reason="actual: taken for a noun"),
        wrong("Should Peru be attacked, Brazil will answer.", "attacked", reason="demanded: inverted condition"),
        ("Peru came close to attacking Chile.", "attacking"),  # nearly
        ("Peru nearly attacked Chile.", "attacked"),
    ],
)
def test_hypothetical(text: str, word: str) -> None:
    assert status(text, word) == "hypothetical"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("After the attack on Chile, Peru left.", "actual"),
        ("Peru condemned the attack on Chile.", "actual"),
        ("The attack on Chile killed three soldiers.", "actual"),
        ("Brazil thanked Peru for the attack on Chile.", "actual"),
        ("Peru cancelled its attack on Chile.", "denied"),
        ("Peru prevented an attack on Chile.", "denied"),
        ("The attack on Chile never took place.", "denied"),
        ("There was no attack on Chile.", "denied"),
        ("Peru left without an attack on Chile.", "denied"),
        ("Peru called off its attack on Chile.", "denied"),
        ("The planned attack on Chile became known.", "planned"),
        ("Peru is preparing an attack on Chile.", "planned"),
        ("Peru sent ships ahead of the attack on Chile.", "planned"),
        ("The attack on Chile will take place in May.", "planned"),
        ("Peru demanded an attack on Chile.", "demanded"),
        ("Peru called for an attack on Chile.", "demanded"),
        ("A possible attack on Chile was discussed.", "hypothetical"),
        ("The alleged attack on Chile was discussed.", "hypothetical"),
        ("Brazil fears an attack on Chile.", "hypothetical"),
        ("Brazil warned Peru against an attack on Chile.", "hypothetical"),
        ("In the event of an attack on Chile, Brazil will answer.", "hypothetical"),
        ("The threat of an attack on Chile is high.", "hypothetical"),
        ("Any attack on Chile will be answered.", "hypothetical"),
        ("Was there an attack on Chile?", "hypothetical"),
    ],
)
def test_nouns(text: str, wanted: str) -> None:
    assert status(text, "attack") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru and Chile held talks.", "actual"),
        ("Peru and Chile will hold talks.", "planned"),
        ("Peru and Chile did not hold talks.", "denied"),
        ("Peru and Chile should hold talks.", "demanded"),
        ("Peru and Chile may hold talks.", "hypothetical"),
        ("Peru and Chile agreed to hold talks.", "planned"),
        ("Peru is ready for talks with Chile.", "planned"),
        ("Peru refused to hold talks with Chile.", "denied"),
    ],
)
def test_nouns_with_a_support_verb(text: str, wanted: str) -> None:
    assert event(read(text), "talks").status == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Peru said that it would meet Chile.", "said", "actual"),
        ("Peru denied that it had met Chile.", "denied", "actual"),
        ("Peru will say that it met Chile.", "say", "planned"),
        ("Peru has not said that it met Chile.", "said", "denied"),
        ("Brazil asked Peru to reject the plan.", "asked", "actual"),
        ("Brazil asked Peru to reject the plan.", "reject", "demanded"),
        ("If Peru rejects the plan, Brazil will leave.", "rejects", "hypothetical"),
        ("Peru should reject the plan.", "reject", "demanded"),
    ],
)
def test_utterances(text: str, trigger: str, wanted: str) -> None:
    assert event(read(text), trigger).status == wanted


def test_the_verdict_names_its_word() -> None:
    verdict = judge(token(parsed("Peru refused to attack Chile."), "attack"))
    assert verdict.by is not None
    assert verdict.by.text == "refused"
    assert "'refused'" in verdict.why
    assert judge(token(parsed("Peru attacked Chile."), "attacked")).by is None


def test_a_question_in_a_quotation_leaves_its_cue_alone() -> None:
    record = read('"Who attacked Chile?" the minister asked Peru.')
    assert event(record, "asked").status == "actual"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Correction: An earlier version of this report said that Chad had sent a reply to Mali.", "sent"),
        ("A previous version of the article said Chad had attacked Mali.", "attacked"),
        ("The minister wrote to 37 states, and not one of them has replied.", "replied"),
    ],
)
def test_what_a_report_takes_back_or_nobody_did_is_denied(text: str, word: str) -> None:
    assert event(read(text), word).status == "denied"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("During a meeting with Olaf Scholz on Thursday, Emmanuel Macron urged Italy to pay.", "meeting"),
        ("In talks with Olaf Scholz, Emmanuel Macron demanded that Italy pay.", "talks"),
        ("Emmanuel Macron demanded money after talks with Olaf Scholz.", "talks"),
    ],
)
def test_the_occasion_of_a_demand_took_place(text: str, word: str) -> None:
    assert event(read(text), word).status == "actual"


def test_a_source_is_named_whatever_it_says_will_not_be() -> None:
    record = read("According to the Miami Herald, the troops are not expected to leave Mali.")
    assert [e.status for e in record.events if e.type == "SAY"] == ["actual"]
