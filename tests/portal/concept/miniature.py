"""An invented concept with every peculiarity of the real document in it: 2 fields, 3 topics, 3 goals."""

MINIATURE = """Kurz gesagt
- 2 Ziele aus einem alten Papier
Inhalt
1. Anfang\t3
8.1 Gärten\t9
1. Anfang
Der Garten ist für alle da und
für jeden Menschen offen.¹

Ein Satz läuft hier über das Ende der Seite hinaus und spricht von der **Garten-**

arbeit im Frühling.

¹ Eine Fußnote.

2. Das Amt
Text.
3. Maße
- **Breite** meint das eine.
- Länge ist hier getrennt,

weil die Seite endet.
4. Menschen
Text.
5. Ansprüche
Text.
Abbildung 1: Ein Bild
6. Ziele
Dies sind die Ziele:
- 1 Alle Beete¹ in der Stadt sind offen und werden gemeinsam gepflegt. Wer gießt, kennt die Pflanzen.
- 2 Werkzeuge sind für Anfänger in allen Gärten (z. B. Schaufel, Rechen) zugänglich.
- 3 Bäume für große Höfe sind gepflanzt.

¹ Beete sind Flächen.
7. Arbeit
Text.
7.1 Pläne
1. Säen\tZuerst wird gesät.
2. Ernten\tDann wird geerntet.
8. Handlungsfelder
Hier steht, wie das Kapitel aufgebaut ist.
8.1 Gärten
Leitsatz
Wir wollen Gärten.
Beschreibung des Handlungsfeldes
Gärten sind grün.
Zentrale Herausforderungen
- Beete anlegen.
- Werkzeug teilen.
8.1.1 Beete
Beete brauchen Pflege.
Herausforderung: Beete anlegen
Integrationsziele\tRelevante Indikatoren
<p>Alle Beete unserer Stadt sind offen.</p>\t<ul style="list-style-type: none"> • Anzahl Beete • Fläche in m²
Werkzeuge sind für Anfänger in allen Gärten zugänglich.\t<ul> • Anteil geteilter Rechen
8.1.2 Werkzeug
Werkzeug ist teuer.
Herausforderung: Werkzeug teilen\t
Integrationsziele\tRelevante Indikatoren
Werkzeuge sind für Anfänger in allen Gärten (z. B. Schaufel, Rechen) zugänglich.\
\t<p>Kinder:</p> <ul> • Anzahl Eimer <p>Erwachsene:</p> <ul> • Anzahl Rechen • Anzahl Beete
8.2 Höfe
Leitsatz
Wir wollen Höfe.
Beschreibung des Handlungsfeldes
Höfe sind groß.
Zentrale Herausforderungen
- Bäume pflanzen.
8.2.1 Bäume
Bäume geben Schatten.
Herausforderung: Bäume pflanzen
Integrationsziele\tRelevante Indikatoren
Bäume für große Höfe sind gepflanzt..\t<ul> • Anzahl Bäume
9. Literatur
Nichts.
10. Glossar
Einige Wörter werden hier erklärt.
Beet
Ein Beet ist eine Fläche, auf der etwas wächst.
Hof
Ein Hof liegt hinter dem Haus.
11. Das Team
Niemand.
"""


def changed(old: str, new: str) -> bytes:
    """The miniature with one passage replaced; fails if the passage is not there."""
    assert old in MINIATURE
    return MINIATURE.replace(old, new, 1).encode()


def line_of(text: str, content: str = MINIATURE) -> int:
    return content[: content.index(text)].count("\n") + 1
