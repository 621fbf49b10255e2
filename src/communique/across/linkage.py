"""Clusters of things by the likeness of their pairs."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping


def average_link(
    size: int, scores: Mapping[tuple[int, int], float], barred: Iterable[tuple[int, int]], least: float
) -> list[list[int]]:
    """Agglomerative clustering by the mean likeness of pairs (UPGMA, Sokal & Michener 1958), best pair of clusters first.

    Args:
        size: number of things, which are numbered from 0.
        scores: likeness of pairs (i, j) with i < j; pairs that are not there count as 0.
        barred: pairs (i, j) with i < j that no cluster may hold both of.
        least: lowest mean at which two clusters are joined.

    Returns:
        Sorted numbers of each cluster, clusters in the order of their first.
    """
    members = {i: [i] for i in range(size)}
    total: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    apart: dict[int, set[int]] = {i: set() for i in range(size)}
    for (i, j), score in scores.items():
        total[i][j] = total[j][i] = score
    for i, j in barred:
        apart[i].add(j)
        apart[j].add(i)
    heap = [(-s, i, j) for (i, j), s in scores.items() if s >= least]
    heapq.heapify(heap)
    fresh = size
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in members or j not in members or j in apart[i]:
            continue
        members[fresh] = sorted(members.pop(i) + members.pop(j))
        apart[fresh] = apart.pop(i) | apart.pop(j)
        sums = defaultdict(float, total.pop(i))
        for k, s in total.pop(j).items():
            sums[k] += s
        total[fresh] = {}
        for k in apart[fresh] & members.keys():
            apart[k].add(fresh)
        for k, s in sums.items():
            if k not in members:
                continue
            total[fresh][k] = total[k][fresh] = s
            mean = s / (len(members[k]) * len(members[fresh]))
            if mean >= least:
                heapq.heappush(heap, (-mean, k, fresh))
        fresh += 1
    return sorted(members.values())
