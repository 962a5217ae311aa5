"""ODK's function list: importing the families fills the table."""

from surveys.expressions.functions import choices, dates, numbers, texts
from surveys.expressions.functions.registry import FUNCTIONS, NOT_OFFERED, Function

__all__ = ["FUNCTIONS", "NOT_OFFERED", "Function", "choices", "dates", "numbers", "texts"]
