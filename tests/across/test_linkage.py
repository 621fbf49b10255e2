"""Average link: the mean of all pairs decides, and barred pairs stay apart."""

from __future__ import annotations

from communique.across.linkage import average_link


def test_the_mean_of_pairs_decides() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.8}
    assert average_link(3, chain, (), 0.5) == [[0, 1], [2]]
    assert average_link(3, chain | {(0, 2): 0.3}, (), 0.5) == [[0, 1, 2]]


def test_the_best_pair_is_joined_first() -> None:
    assert average_link(3, {(0, 1): 0.6, (1, 2): 0.7}, (), 0.5) == [[0], [1, 2]]


def test_barred_pairs_bar_their_clusters() -> None:
    alike = {(i, j): 0.9 for j in range(4) for i in range(j)}
    assert average_link(4, alike, (), 0.5) == [[0, 1, 2, 3]]
    assert average_link(4, alike | {(0, 1): 1.0, (2, 3): 1.0}, [(1, 2)], 0.5) == [[0, 1], [2, 3]]


def test_means_over_clusters_count_pairs_that_are_not_there() -> None:
    scores = {(0, 1): 1.0, (2, 3): 1.0, (0, 2): 1.0, (1, 3): 0.9}
    assert average_link(4, scores, (), 0.48) == [[0, 1], [2, 3]]
    assert average_link(4, scores, (), 0.47) == [[0, 1, 2, 3]]
