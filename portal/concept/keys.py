"""The keys under which the texts of the concept are stored as segments and translated.

A key that ends with a dot and a number is a passage: `concept.8.1.3.intro.2`.
"""

from portal.concept.wording import name_from

KIND = "concept"


def goal(number: int) -> str:
    return f"concept.goal.{number}"


def field_name(number: int) -> str:
    return f"concept.8.{number}.name"


def field_part(number: int, part: str) -> str:
    """`part` is motto, description or listed; its passages are numbered below it."""
    return f"concept.8.{number}.{part}"


def topic_name(code: str) -> str:
    return f"concept.{code}.name"


def topic_introduction(code: str) -> str:
    return f"concept.{code}.intro"


def challenge(code: str) -> str:
    return f"concept.{code}"


def indicator(indicator_id: str) -> str:
    return f"concept.indicator.{indicator_id}"


def subgroup(name: str) -> str:
    return f"concept.subgroup.{name_from(name)}"


def section(number: str) -> str:
    return f"concept.{number}.text"


def section_title(number: str) -> str:
    return f"concept.{number}.title"


def glossary(term: str) -> str:
    return f"concept.glossary.{name_from(term)}"


def glossary_term(term: str) -> str:
    return f"{glossary(term)}.term"
