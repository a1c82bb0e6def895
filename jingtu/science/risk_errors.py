"""What the risk model of HJ 25.3 refuses."""

from __future__ import annotations

from jingtu.problems import Problem


class RiskError(ValueError):
    """What the model refuses: the message says what, why and what now; ``problem`` says it in Chinese too."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class BadParameter(RiskError):  # noqa: N818 - named after what it says
    """A parameter that does not exist, is no number or lies outside its bounds; soil that cannot be."""


class BadSubstance(RiskError):  # noqa: N818 - named after what it says
    """A property of a substance that does not exist, is no number or lies outside its bounds."""


class BadConcentration(RiskError):  # noqa: N818 - named after what it says
    """A concentration that is negative, no number or of a wrong shape."""


class BadDistribution(RiskError):  # noqa: N818 - named after what it says
    """A distribution that is none, or holds next to nothing between its bounds."""


class NotCovered(RiskError):  # noqa: N818 - named after what it says
    """HJ 25.3 has no model for this substance. Lead: blood-lead models."""
