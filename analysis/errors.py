"""Named situations in which a figure is refused rather than guessed."""


class AnalysisError(ValueError):
    """The input cannot lead to a sound figure; the message names what is wrong."""


class ReleaseChanged(AnalysisError):
    """A file of a release differs from the hash in its manifest."""


class MarginsDisagree(AnalysisError):
    """Two margins describe populations of different size."""

    def __init__(self, first: str, first_total: float, second: str, second_total: float) -> None:
        super().__init__(f"margins disagree: {first} sums to {first_total:.15g}, {second} sums to {second_total:.15g}")
        self.totals = (first_total, second_total)


class MarginInvalid(AnalysisError):
    """A margin and the data do not fit: unknown, empty, negative or missing category."""


class RakingNotConverged(AnalysisError):
    """The margins could not be met within the allowed iterations."""

    def __init__(self, margin: str, deviation: float, iterations: int) -> None:
        super().__init__(f"raking did not converge in {iterations} iterations; worst margin {margin}: {deviation:.3g}")
        self.margin = margin
        self.deviation = deviation


class LonelyCluster(AnalysisError):
    """A stratum with one cluster has no variance to estimate."""


class DesignInvalid(AnalysisError):
    """Weights, strata, clusters or finite population sizes contradict themselves."""


class DefinitionInvalid(AnalysisError):
    """An indicator definition names something that does not exist; carries its place."""

    def __init__(self, file: str, line: int, cause: str) -> None:
        super().__init__(f"{file}:{line}: {cause}")
        self.line = line


class NotPublishable(AnalysisError):
    """The figure breaks a release rule (Kish design effect, too few people, no source)."""
