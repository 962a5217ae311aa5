"""The code lists of a report with their German words; what is stored (sealed) is the code.

Every list ends with `not_stated`: an answer nobody wants to give is an answer too.
"""

from typing import Any

from flask_babel import lazy_gettext as _l

Words = dict[str, Any]  # code -> lazy text

ROLE: Words = {
    "self": _l("Ich selbst habe es erlebt."),
    "witness": _l("Ich habe es gesehen oder gehört."),
    "relative_friend": _l("Eine Person aus meiner Familie oder meinem Freundeskreis hat es erlebt."),
    "professional": _l("Ich begleite die Person bei meiner Arbeit."),
    "organisation": _l("Ich schreibe für einen Verein oder eine Organisation."),
    "not_stated": _l("Das möchte ich nicht sagen."),
}

AREA: Words = {
    "work": _l("Bei der Arbeit oder bei der Suche nach Arbeit"),
    "education": _l("In Schule, Kita, Ausbildung oder Studium"),
    "housing": _l("Bei der Wohnung oder bei der Suche nach einer Wohnung"),
    "goods_services": _l("Im Geschäft, im Restaurant, bei der Bank oder bei einer Firma"),
    "health_care": _l("In der Arztpraxis, im Krankenhaus oder in der Pflege"),
    "public_office": _l("Auf einem Amt oder im Rathaus"),
    "police_justice_security": _l("Mit Polizei, Gericht oder Sicherheitsdienst"),
    "public_space": _l("Auf der Straße, im Bus oder in der Bahn"),
    "internet_media": _l("Im Internet oder in den Medien"),
    "neighbourhood_private": _l("In der Nachbarschaft oder zu Hause"),
    "association_religion_politics": _l("In Verein, Religion oder Politik"),
    "other": _l("An einem anderen Ort"),
    "not_stated": _l("Das möchte ich nicht sagen."),
}

GROUND: Words = {
    "racism_ethnic_origin": _l("Herkunft, Hautfarbe oder Rassismus"),
    "religion_belief": _l("Religion oder Weltanschauung"),
    "language": _l("Sprache oder Akzent"),
    "nationality_residence": _l("Staatsangehörigkeit oder Aufenthalt"),
    "gender": _l("Geschlecht"),
    "sexual_identity": _l("Sexuelle Identität, zum Beispiel lesbisch oder schwul"),
    "disability_chronic_illness": _l("Behinderung oder lange Krankheit"),
    "age": _l("Alter"),
    "social_status_poverty": _l("Wenig Geld"),
    "homelessness": _l("Keine Wohnung"),
    "family_care": _l("Kinder oder Pflege in der Familie"),
    "appearance_weight": _l("Aussehen oder Gewicht"),
    "political_view": _l("Politische Meinung"),
    "other": _l("Ein anderer Grund"),
    "not_stated": _l("Das möchte ich nicht sagen."),
}

KIND: Words = {
    "insult": _l("Eine Beleidigung"),
    "refusal_exclusion": _l("Etwas wurde verweigert. Oder jemand wurde ausgeschlossen."),
    "control_profiling": _l("Eine Kontrolle ohne Grund"),
    "threat": _l("Eine Drohung"),
    "attack": _l("Ein Angriff auf den Körper"),
    "extreme_violence": _l("Sehr schwere Gewalt"),
    "damage": _l("Etwas wurde kaputt gemacht."),
    "propaganda": _l("Zeichen oder Parolen, zum Beispiel an einer Wand"),
    "online_hate": _l("Hass im Internet"),
    "structural": _l("Eine Regel oder ein Formular benachteiligt Menschen."),
    "not_stated": _l("Das möchte ich nicht sagen."),
}

WISH: Words = {
    "document_only": _l("Es soll nur jemand wissen."),
    "feedback": _l("Ich möchte eine Antwort."),
    "advice": _l("Ich möchte einen Rat."),
    "accompaniment": _l("Ich möchte, dass jemand mit mir hingeht."),
    "complaint_intervention": _l("Ich möchte mich beschweren. Jemand soll mir helfen."),
    "referral": _l("Ich suche die richtige Beratungsstelle."),
    "not_stated": _l("Das weiß ich noch nicht."),
}

STATUS: Words = {
    "new": _l("Neu"),
    "acknowledged": _l("Gelesen"),
    "clarifying": _l("In Klärung"),
    "advising": _l("In Beratung"),
    "intervening": _l("Wir sprechen mit der anderen Seite"),
    "referred": _l("Weitergegeben"),
    "closed": _l("Abgeschlossen"),
    "abuse": _l("Missbrauch"),
}

# What the reporter reads. `abuse` reads like `closed`: a wrong verdict must not hurt somebody twice.
STATUS_FOR_REPORTER: Words = {
    "new": _l("Ihre Meldung ist angekommen. Bald liest sie jemand."),
    "acknowledged": _l("Jemand hat Ihre Meldung gelesen."),
    "clarifying": _l("Wir klären noch Fragen."),
    "advising": _l("Wir beraten Sie."),
    "intervening": _l("Wir sprechen mit der anderen Seite."),
    "referred": _l("Eine andere Stelle hilft Ihnen weiter."),
    "closed": _l("Die Meldung ist abgeschlossen. Sie können weiter schreiben."),
    "abuse": _l("Die Meldung ist abgeschlossen. Sie können weiter schreiben."),
}

# Number, who answers there. Links dial the number without blanks.
EMERGENCY_NUMBERS: tuple[tuple[str, Any], ...] = (
    ("110", _l("Polizei")),
    ("112", _l("Feuerwehr und Rettungsdienst")),
    ("116 016", _l("Hilfetelefon Gewalt gegen Frauen")),
    ("116 111", _l("Nummer gegen Kummer für Kinder und Jugendliche")),
    ("0800 546 546 5", _l("Antidiskriminierungsstelle des Bundes")),
)
