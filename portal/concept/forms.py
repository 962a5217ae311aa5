"""What editors are told in words: why a document is refused, what was counted, what changed."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.concept.comparing import Change
from portal.concept.document import Problem

# Translators: causes why an uploaded concept document is refused; they follow "Zeile 12: ".
CAUSES = {
    "too_large": _l("Die Datei ist größer als %(megabytes)s MB."),
    "empty": _l("Die Datei ist leer."),
    "not_utf8": _l("Die Datei ist kein Text in UTF-8. Bitte speichern Sie sie als Text in UTF-8."),
    "control_character": _l("Hier steht ein Steuerzeichen. Vermutlich ist die Datei beschädigt."),
    "chapter_missing": _l("Kapitel %(chapter)s fehlt oder seine Überschrift ist anders geschrieben."),
    "no_goals": _l("In Kapitel 6 steht kein nummeriertes Ziel."),
    "goal_out_of_order": _l("Hier wird Ziel %(expected)s erwartet, es steht aber Ziel %(found)s da."),
    "heading_out_of_order": _l("Hier wird Abschnitt %(expected)s erwartet, es steht aber %(found)s da."),
    "field_without_topics": _l("Das Handlungsfeld %(field)s hat keine Themen."),
    "topic_without_field": _l("Das Thema %(topic)s steht vor dem ersten Handlungsfeld."),
    "topic_without_challenges": _l("Das Thema %(topic)s hat keine Herausforderungen."),
    "challenge_without_topic": _l("Diese Herausforderung steht vor dem ersten Thema des Handlungsfeldes."),
    "challenge_without_wording": _l("Hinter „Herausforderung:“ fehlt der Text."),
    "challenge_without_table": _l("Zu dieser Herausforderung fehlt die Tabelle mit Zielen und Indikatoren."),
    "table_without_challenge": _l("Diese Tabelle gehört zu keiner Herausforderung."),
    "table_without_header": _l("Über der Tabelle fehlt die Zeile „Integrationsziele – Relevante Indikatoren“."),
    "row_without_tab": _l("In dieser Tabellenzeile fehlt der Tabulator zwischen Ziel und Indikatoren."),
    "row_without_goal": _l("In dieser Tabellenzeile fehlt das Ziel."),
    "row_without_indicators": _l("In dieser Tabellenzeile stehen keine Indikatoren."),
    "indicator_outside_row": _l("Dieser Indikator steht nicht in der Tabellenzeile seines Ziels."),
    "indicator_without_bullet": _l("Vor „%(text)s“ fehlt der Aufzählungspunkt."),
    "group_too_long": _l("„%(text)s“ ist zu lang für den Namen einer Gruppe."),
    "empty_indicator": _l("Hinter einem Aufzählungspunkt fehlt der Indikator."),
    "unknown_markup": _l("Das Zeichen „%(text)s“ ist hier nicht vorgesehen."),
    "unknown_goal": _l("Zu „%(text)s“ gibt es in Kapitel 6 kein passendes Ziel."),
    "goal_twice": _l("Ziel %(goal)s steht in dieser Tabelle schon."),
    "text_without_place": _l("Dieser Text gehört zu keinem Teil des Handlungsfeldes."),
    "no_glossary": _l("In Kapitel 10 steht kein Begriff."),
    "term_without_text": _l("Der Begriff „%(term)s“ im Glossar hat keine Erklärung."),
    "count_differs": _l("%(place)s: erwartet %(expected)s, gefunden %(found)s."),
    "listed_count_differs": _l(
        "Genannte Herausforderungen in Kapitel %(place)s: erwartet %(expected)s, gefunden %(found)s."
    ),
    "placement_count_differs": _l("Indikatoren in Kapitel %(place)s: erwartet %(expected)s, gefunden %(found)s."),
}
COUNT_NAMES = {
    "fields": _l("Handlungsfelder"),
    "topics": _l("Themen"),
    "listed_challenges": _l("Genannte Herausforderungen"),
    "challenge_tables": _l("Tabellen zu Herausforderungen"),
    "challenge_wordings": _l("Verschiedene Herausforderungen"),
    "goals": _l("Ziele"),
    "goal_cells": _l("Tabellenzeilen mit einem Ziel"),
    "deviating_cells": _l("Zeilen, die ein Ziel anders schreiben als Kapitel 6"),
    "placements": _l("Nennungen von Indikatoren"),
    "indicators": _l("Verschiedene Indikatoren"),
    "chapters": _l("Kapitel mit Text"),
    "glossary_terms": _l("Begriffe im Glossar"),
}
KIND_NAMES = {
    "added": _l("neu"),
    "removed": _l("entfallen"),
    "reworded": _l("anders formuliert"),
    "moved": _l("an anderer Stelle"),
}
PART_NAMES = {
    "field": _l("Handlungsfelder"),
    "topic": _l("Themen"),
    "listed": _l("Genannte Herausforderungen"),
    "challenge": _l("Herausforderungen"),
    "goal": _l("Ziele"),
    "indicator": _l("Indikatoren"),
    "glossary": _l("Glossar"),
    "text": _l("Texte der Kapitel"),
}
# What the public search calls the parts; readers know an indicator as a "Messzahl".
SEARCH_NAMES = {
    "goal": _l("Ziele"),
    "field": _l("Handlungsfelder"),
    "topic": _l("Themen"),
    "challenge": _l("Herausforderungen"),
    "indicator": _l("Messzahlen"),
    "glossary": _l("Wörter erklärt"),
}


def problem_sentence(problem: Problem) -> str:
    """One line for one problem, with the line of the file where there is one."""
    values = dict(problem.values)
    if problem.code == "count_differs":
        values["place"] = str(COUNT_NAMES[str(values["place"])])
    cause = str(CAUSES[problem.code]) % values
    return _("Zeile %(line)s: %(cause)s", line=problem.line, cause=cause) if problem.line else cause


def counts_in_words(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(COUNT_NAMES[name]), number) for name, number in counts.items()]


def changes_by_part(changes: list[Change]) -> list[tuple[str, list[Change]]]:
    """Parts in the order of `PART_NAMES`, without empty ones."""
    grouped = [(str(name), [change for change in changes if change.part == part]) for part, name in PART_NAMES.items()]
    return [(name, group) for name, group in grouped if group]
