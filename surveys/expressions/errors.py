"""What can be wrong with an expression: while it is read (authors) and while it runs (respondents)."""


class ExpressionError(Exception):
    """An author's mistake found while reading an expression.

    `code` is one of: `syntax`, `empty`, `too-long`, `too-deep`, `unknown-function`, `not-offered`, `arity`,
    `regex`, `regex-too-long`, `regex-slow`. `offset` counts characters from the start of the source.
    `values` holds what a message needs (`name`, `minimum`, `maximum`, `given`, `found`, `reason`).
    """

    def __init__(self, code: str, offset: int, **values: str | int) -> None:
        details = ", ".join(f"{key}={value}" for key, value in values.items())
        super().__init__(f"{code} at {offset}" + (f" ({details})" if details else ""))
        self.code = code
        self.offset = offset
        self.values = values


class EvaluationError(Exception):
    """A value that an expression cannot work with, met while it runs. `code` names the case."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
