"""Intervals of shares of independent cases."""

from math import sqrt

from evals.statistics.normal import quantile


def wilson(hits: float, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share of independent cases (Wilson 1927; Newcombe 1998, method 3).

    ``n`` of 0: nothing is known, 0 to 1.
    """
    if n == 0:
        return 0.0, 1.0
    z = quantile((1 + confidence) / 2)
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
