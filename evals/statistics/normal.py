"""Quantiles of the normal and of Student's t distribution, from the standard library alone."""

from functools import lru_cache
from math import exp, lgamma, log
from statistics import NormalDist

_NORMAL = NormalDist()
_TINY = 1e-300
_CLOSE = 1e-15
_STEPS = 400


def cdf(z: float) -> float:
    """The share of the standard normal distribution below ``z``."""
    return _NORMAL.cdf(z)


def quantile(p: float) -> float:
    """The point of the standard normal distribution below which a share ``p`` lies."""
    if p <= 0:
        return float("-inf")
    return float("inf") if p >= 1 else _NORMAL.inv_cdf(p)


def t_cdf(t: float, freedom: int) -> float:
    """The share below ``t`` of Student's distribution with ``freedom`` degrees (DLMF 8.17, 26.7.1)."""
    tail = _beta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2
    return tail if t < 0 else 1 - tail


@lru_cache(maxsize=1024)
def t_quantile(p: float, freedom: int) -> float:
    """The point of Student's distribution below which a share ``p`` lies, by halving."""
    if p == 0.5:
        return 0.0
    if p < 0.5:
        return -t_quantile(1 - p, freedom)
    low, high = 0.0, 1.0
    while t_cdf(high, freedom) < p:
        high *= 2
    while high - low > 1e-13 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if t_cdf(middle, freedom) < p else (low, middle)
    return (low + high) / 2


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return front / _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of DLMF 8.17.22, by Lentz's method."""
    value, up, down = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        down = 1 / _off_zero(1 + term * down)
        up = _off_zero(1 + term / up)
        value *= up * down
        if abs(up * down - 1) < _CLOSE:
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
