"""What can be said of a length of time without drawing from it."""

from __future__ import annotations

from math import exp, gamma, log

from motcua.core.simulation.lengths import Length, Shape


def mean_of(length: Length) -> float:
    """The mean, in seconds."""
    match length.shape:
        case Shape.FIXED | Shape.EXPONENTIAL:
            return length.a
        case Shape.UNIFORM:
            return (length.a + length.b) / 2
        case Shape.LOGNORMAL:
            return exp(length.a + length.b**2 / 2)
        case Shape.WEIBULL:
            return length.a * gamma(1 + 1 / length.b)
        case Shape.SAMPLED:
            return sum(length.values) / len(length.values)


def stretched(length: Length, factor: float) -> Length:
    """The same distribution with every length so many times as long; `factor` is above 0."""
    match length.shape:
        case Shape.FIXED | Shape.EXPONENTIAL:
            return Length(length.shape, length.a * factor)
        case Shape.UNIFORM:
            return Length(length.shape, length.a * factor, length.b * factor)
        case Shape.LOGNORMAL:
            return Length(length.shape, length.a + log(factor), length.b)
        case Shape.WEIBULL:
            return Length(length.shape, length.a * factor, length.b)
        case Shape.SAMPLED:
            return Length(length.shape, values=tuple(value * factor for value in length.values))
