from __future__ import annotations

import random
import re

import pytest

from communique.show.network_picture import Edge, Node, network
from show.svg import marks, overlapping, texts, titles, tree

RUSSIA = Node("RUS", "Russia", "state", 40)
EU = Node("EU", "European Union", "organisation", 20)
LONE = Node("CHE", "Switzerland", "state", 1)
HOSTILE = 'x"><script>alert(1)</script>&amp;\x00\x1b[31m\ud800\u202e\ufffe'


def some(number: int, seed: int = 3) -> tuple[list[Node], list[Edge]]:
    chance = random.Random(seed)
    kinds = ["state", "organisation", "person", "armed-group", "media"]
    nodes = [Node(f"n{n:03}", f"Party {n}", chance.choice(kinds), chance.randrange(1, 200)) for n in range(number)]
    edges = [
        Edge(f"n{n:03}", f"n{chance.randrange(max(n // 3, 1)):03}", chance.randrange(9), chance.randrange(9), n % 4)
        for n in range(1, number)
    ]
    return nodes, edges


def lines(svg: str) -> list[str]:
    """Dash patterns of the lines between parties, "" for a solid one."""
    found = re.findall(r"<g><title>[^<]* – [^<]*</title>(.*?)</g>", svg, flags=re.DOTALL)
    return [
        dash
        for inside in found
        for dash in re.findall(r'stroke-opacity="[^"]*"(?: stroke-dasharray="([^"]*)")?', inside)
    ]


@pytest.mark.parametrize("nodes", [[], [LONE], [LONE, RUSSIA]])
def test_no_dealings(nodes: list[Node]) -> None:
    svg = network(
        nodes, [Edge("RUS", "RUS", 1, 1, 1), Edge("RUS", "XXX", 1, 0, 0), Edge("RUS", "CHE", 0, 0, 0)], "None"
    )
    assert [words for words, _ in texts(svg)] == ["None", "No dealings between parties"]


def test_two_parties() -> None:
    svg = network([RUSSIA, EU, LONE], [Edge("RUS", "EU", 2, 30, 0), Edge("EU", "RUS", 1, 0, 4)], "Letters")
    root = tree(svg)
    assert root.get("role") == "img"
    assert root[1].text == "2 parties · 37 entries between them. Most often: European Union and Russia, 37."
    assert set(marks(svg)) == {"RUS", "EU"}
    assert "European Union – Russia\n3 cooperation, 30 conflict, 4 statements" in titles(svg)
    words = [w for w, _ in texts(svg)]
    assert {"Russia", "European Union", "cooperation", "conflict", "statements", "state", "organisation"} <= set(words)
    assert "1 without dealings with others: Switzerland" in words


def test_conflict_is_dashed_cooperation_is_solid() -> None:
    assert lines(network([RUSSIA, EU], [Edge("RUS", "EU", 1, 0, 0)], "A")) == [""]
    assert len(lines(network([RUSSIA, EU], [Edge("RUS", "EU", 0, 1, 0)], "A"))[0].split()) == 2
    assert len(set(lines(network([RUSSIA, EU], [Edge("RUS", "EU", 5, 5, 5)], "A")))) == 3


def test_lines_are_wider_the_more_there_is() -> None:
    third = Node("USA", "United States", "state", 9)
    svg = network([RUSSIA, EU, third], [Edge("RUS", "EU", 40, 0, 0), Edge("RUS", "USA", 2, 0, 0)], "A")
    widths = [float(w) for w in re.findall(r'stroke-width="([\d.]+)" stroke-opacity="[^"]*" d=', svg)]
    assert widths[0] > 2 * widths[1] > 2


def test_hostile_text_stays_text() -> None:
    svg = network([Node(HOSTILE, HOSTILE, HOSTILE, 1), EU], [Edge(HOSTILE, "EU", 1, 1, 1)], HOSTILE)
    root = tree(svg)
    assert not [e for e in root.iter() if "script" in e.tag]
    assert "\x1b" not in svg
    assert "<script>alert(1)</script>" in (root[0].text or "")
    svg.encode()


def test_the_same_each_time_and_in_any_order() -> None:
    nodes, edges = some(60)
    chance = random.Random(1)
    turned = [
        Edge(e.target, e.source, e.cooperation, e.conflict, e.statements) for e in chance.sample(edges, len(edges))
    ]
    assert network(nodes, edges, "A") == network(chance.sample(nodes, len(nodes)), turned, "A")


@pytest.mark.parametrize("number", [2, 3, 12, 60, 130])
@pytest.mark.parametrize("seed", [1, 2])
def test_no_two_names_overlap_and_nothing_leaves_the_picture(number: int, seed: int) -> None:
    svg = network(*some(number, seed), "A")
    found = texts(svg)
    assert not overlapping(found)
    down = float(tree(svg).attrib["height"])
    assert all(a >= 0 and b >= 0 and c <= 1000 and d <= down for _, (a, b, c, d) in found)
    named = sum(words.startswith("Party") for words, _ in found)
    assert named >= min(len(marks(svg)), 25) * 0.8


def test_parties_do_not_cover_each_other() -> None:
    svg = network(*some(40), "A")
    circles = [
        (float(x), float(y), float(r)) for x, y, r in re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    ]
    for n, (x, y, r) in enumerate(circles[:-1]):  # the last one belongs to the legend
        assert all((x - a) ** 2 + (y - b) ** 2 >= (r + c) ** 2 for a, b, c in circles[n + 1 : -1])


def test_more_parties_than_can_be_shown() -> None:
    svg = network(*some(260), "Many")
    assert len(marks(svg)) == 200
    assert "60 parties with fewer entries left out" in [words for words, _ in texts(svg)]
    assert len(svg) < 400_000
    heaviest = sorted(some(260)[0], key=lambda n: (-n.weight, n.id))[:200]
    assert set(marks(svg)) == {n.id for n in heaviest}


def test_coordinates_have_one_decimal_at_most() -> None:
    svg = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", network(*some(30), "A"), flags=re.DOTALL)
    assert not re.findall(r"(?<![\w.])\d+\.\d{3,}|nan|\de-?\d", svg)
