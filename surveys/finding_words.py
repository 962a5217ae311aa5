"""Words for findings: code → (German cause, German cure, English cause, English cure)."""

WORDS: dict[str, tuple[str, str, str, str]] = {
    "file-too-large": (
        "Die Datei ist größer als {limit} MB.", "Entfernen Sie Bilder und ungenutzte Blätter.",
        "The file is larger than {limit} MB.", "Remove pictures and unused sheets.",
    ),
    "file-unpacks-too-large": (
        "Die Datei wird beim Entpacken größer als {limit} MB.",
        "Speichern Sie das Formular neu, ohne Bilder.",
        "The file unpacks to more than {limit} MB.", "Save the form anew, without pictures.",
    ),
    "file-has-macros": (
        "Die Datei enthält Makros.", "Speichern Sie sie als .xlsx ohne Makros.",
        "The file contains macros.", "Save it as .xlsx without macros.",
    ),
    "file-type-unknown": (
        "Die Dateiart von „{filename}“ ist unbekannt.", "Nehmen Sie .xlsx, .xls, .csv oder .md.",
        "The type of “{filename}” is unknown.", "Use .xlsx, .xls, .csv or .md.",
    ),
    "file-unreadable": (
        "Die Datei lässt sich nicht lesen ({reason}).",
        "Öffnen und speichern Sie sie mit einer Tabellenkalkulation neu.",
        "The file cannot be read ({reason}).", "Open it in a spreadsheet program and save it anew.",
    ),
    "file-not-utf8": (
        "Die Datei ist nicht in UTF-8 geschrieben.", "Speichern Sie sie mit der Zeichenkodierung UTF-8.",
        "The file is not written in UTF-8.", "Save it with the encoding UTF-8.",
    ),
    "sheet-missing": (
        "Das Blatt „{sheet}“ fehlt.", "Legen Sie ein Blatt mit diesem Namen an.",
        "The sheet “{sheet}” is missing.", "Add a sheet of this name.",
    ),
    "too-many-rows": (
        "Das Blatt „{sheet}“ hat mehr als {limit} Zeilen.", "Teilen Sie das Formular.",
        "The sheet “{sheet}” has more than {limit} rows.", "Split the form.",
    ),
    "column-missing": (
        "Die Spalte „{column}“ fehlt.", "Ergänzen Sie die Spalte in der ersten Zeile.",
        "The column “{column}” is missing.", "Add the column in the first row.",
    ),
    "column-unknown": (
        "Die Spalte „{column}“ ist unbekannt und bleibt ohne Wirkung.", "Prüfen Sie die Schreibweise.",
        "The column “{column}” is unknown and has no effect.", "Check its spelling.",
    ),
    "column-twice": (
        "Die Spalte „{column}“ kommt zweimal vor.", "Behalten Sie eine davon.",
        "The column “{column}” occurs twice.", "Keep one of them.",
    ),
    "nothing-asked": (
        "Das Formular enthält keine Frage.", "Ergänzen Sie mindestens eine Frage.",
        "The form asks nothing.", "Add at least one question.",
    ),
    "type-missing": (
        "Die Zeile hat keinen Typ.",
        "Schreiben Sie einen Typ, zum Beispiel „text“, oder löschen Sie die Zeile.",
        "The row has no type.", "Write a type such as “text”, or delete the row.",
    ),
    "type-unknown": (
        "Der Typ „{type}“ ist unbekannt.",
        "Prüfen Sie die Schreibweise, zum Beispiel „select_one“ oder „integer“.",
        "The type “{type}” is unknown.", "Check its spelling, for example “select_one” or “integer”.",
    ),
    "not-supported-yet": (
        "„{type}“ wird noch nicht unterstützt.",
        "Nehmen Sie einen anderen Fragetyp oder lassen Sie die Zeile weg.",
        "“{type}” is not supported yet.", "Use another type of question or leave the row out.",
    ),
    "left-out": (
        "„{type}“ erfasst Gerätedaten oder Dateien und wird weggelassen.",
        "Bestätigen Sie beim Veröffentlichen, dass diese Zeile fehlen darf.",
        "“{type}” collects device data or files and is left out.",
        "Confirm at publishing that this row may be missing.",
    ),
    "name-missing": (
        "Die Zeile hat keinen Namen.", "Vergeben Sie einen eindeutigen Namen.",
        "The row has no name.", "Give it a unique name.",
    ),
    "name-invalid": (
        "Der Name „{name}“ ist nicht erlaubt.",
        "Beginnen Sie mit einem Buchstaben oder _; danach sind Buchstaben, Ziffern, _ - . erlaubt.",
        "The name “{name}” is not allowed.", "Begin with a letter or _; letters, digits, _ - . may follow.",
    ),
    "name-twice": (
        "Der Name „{name}“ steht schon in Zeile {first}.", "Geben Sie jeder Frage einen eigenen Namen.",
        "The name “{name}” is already used in row {first}.", "Give each question a name of its own.",
    ),
    "group-not-closed": (
        "Die Gruppe „{name}“ wird nicht geschlossen.", "Ergänzen Sie eine Zeile „end_group“.",
        "The group “{name}” is not closed.", "Add a row “end_group”.",
    ),
    "group-not-open": (
        "Hier endet eine Gruppe, die nicht begonnen hat.",
        "Löschen Sie die Zeile oder ergänzen Sie „begin_group“.",
        "A group ends here that never began.", "Delete the row or add “begin_group”.",
    ),
    "list-missing": (
        "Der Typ „{type}“ nennt keine Auswahlliste.", "Schreiben Sie den Listennamen hinter den Typ.",
        "The type “{type}” names no choice list.", "Write the name of the list after the type.",
    ),
    "list-unknown": (
        "Die Auswahlliste „{list}“ gibt es nicht.", "Legen Sie sie im Blatt „choices“ an.",
        "The choice list “{list}” does not exist.", "Add it in the sheet “choices”.",
    ),
    "list-unused": (
        "Die Auswahlliste „{list}“ wird nicht benutzt.", "Löschen Sie sie oder prüfen Sie den Namen.",
        "The choice list “{list}” is not used.", "Delete it or check its name.",
    ),
    "choice-without-list": (
        "Die Antwort gehört zu keiner Liste.", "Füllen Sie „list_name“ aus.",
        "The choice belongs to no list.", "Fill in “list_name”.",
    ),
    "choice-name-missing": (
        "Die Antwort in der Liste „{list}“ hat keinen Namen.", "Vergeben Sie in „name“ einen kurzen Namen.",
        "The choice in list “{list}” has no name.", "Give it a short name in “name”.",
    ),
    "choice-name-blank": (
        "Der Antwortname „{name}“ enthält ein Leerzeichen.", "Nehmen Sie _ statt des Leerzeichens.",
        "The choice name “{name}” contains a blank.", "Use _ in place of the blank.",
    ),
    "choice-twice": (
        "Die Antwort „{name}“ steht in der Liste „{list}“ schon in Zeile {first}.",
        "Löschen Sie eine der Zeilen oder ändern Sie den Namen.",
        "The choice “{name}” is already in list “{list}”, row {first}.",
        "Delete one of the rows or change the name.",
    ),
    "choice-code": (
        "Der Code „{value}“ ist keine ganze Zahl ab 0 oder doppelt.", "Nehmen Sie eigene ganze Zahlen ab 0.",
        "The code “{value}” is no whole number from 0 or is used twice.",
        "Use whole numbers from 0, each once.",
    ),
    "missing-code": (
        "„{value}“ ist kein Code für fehlende Angaben.", "Erlaubt sind -98, -96 und none.",
        "“{value}” is no code for missing answers.", "Allowed are -98, -96 and none.",
    ),
    "parameter": (
        "Die Angabe „{value}“ in „parameters“ passt nicht.",
        "Schreiben Sie zum Beispiel „start=0 end=10 step=1“.",
        "The entry “{value}” in “parameters” does not fit.", "Write for example “start=0 end=10 step=1”.",
    ),
    "default-invalid": (
        "Der Vorgabewert „{value}“ passt nicht zum Typ.", "Ändern Sie den Vorgabewert.",
        "The default “{value}” does not fit the type.", "Change the default.",
    ),
    "label-missing": (
        "„{name}“ hat keinen Text.", "Schreiben Sie einen Text in die Spalte „label“.",
        "“{name}” has no text.", "Write a text in the column “label”.",
    ),
    "calculation-missing": (
        "„{name}“ hat keine Berechnung.", "Füllen Sie „calculation“ aus.",
        "“{name}” has no calculation.", "Fill in “calculation”.",
    ),
    "text-missing": (
        "Auf {language} fehlen {count} Texte, zuerst „{key}“.",
        "Ergänzen Sie die Texte; bis dahin bleibt die Sprache aus.",
        "{count} texts are missing in {language}, first “{key}”.",
        "Add the texts; until then the language stays off.",
    ),
    "german-missing": (
        "Die deutschen Texte fehlen oder sind unvollständig.",
        "Ergänzen Sie die Spalte „label::Deutsch (de)“.",
        "The German texts are missing or incomplete.", "Complete the column “label::Deutsch (de)”.",
    ),
    "language-unknown": (
        "Die Sprache „{tag}“ gehört nicht zum Portal.",
        "Prüfen Sie die Schreibweise, zum Beispiel „label::Deutsch (de)“.",
        "The language “{tag}” is not one of the portal.",
        "Check its spelling, for example “label::English (en)”.",
    ),
    "media-left-out": (
        "Bilder und Töne werden noch nicht unterstützt und weggelassen.",
        "Beschreiben Sie den Inhalt im Text.",
        "Images and sounds are not supported yet and are left out.", "Describe their content in the text.",
    ),
    "long-page": (
        "Die Seite „{name}“ hat {count} Fragen.",
        "Teilen Sie sie; mehr als 5 Fragen sind auf dem Telefon zu viel.",
        "The page “{name}” has {count} questions.", "Split it; more than 5 are too many on a phone.",
    ),
    "expression-syntax": (
        "Der Ausdruck ist hier fehlerhaft: „{found}“",
        "Prüfen Sie Klammern, Anführungszeichen und Rechenzeichen.",
        "The expression is wrong here: “{found}”", "Check brackets, quotes and operators.",
    ),
    "expression-empty": (
        "Der Ausdruck ist leer.", "Schreiben Sie einen Ausdruck oder leeren Sie die Zelle.",
        "The expression is empty.", "Write an expression or clear the cell.",
    ),
    "expression-too-deep": (
        "Der Ausdruck ist zu tief verschachtelt.", "Teilen Sie ihn mit Hilfe einer Zeile „calculate“.",
        "The expression is nested too deeply.", "Split it with a row “calculate”.",
    ),
    "expression-unknown-function": (
        "Die Funktion „{name}“ gibt es nicht.", "Prüfen Sie die Schreibweise.",
        "The function “{name}” does not exist.", "Check its spelling.",
    ),
    "expression-not-offered": (
        "Die Funktion „{name}“ wird hier nicht angeboten.", "Schreiben Sie den Ausdruck ohne sie.",
        "The function “{name}” is not offered here.", "Write the expression without it.",
    ),
    "expression-arity": (
        "„{name}“ bekommt {given} Werte, erwartet {minimum} bis {maximum}.",
        "Prüfen Sie die Kommas in der Klammer.",
        "“{name}” gets {given} values, expects {minimum} to {maximum}.", "Check the commas in the brackets.",
    ),
    "expression-regex": (
        "Das Suchmuster ist fehlerhaft: {reason}", "Prüfen Sie das Muster in regex().",
        "The pattern is wrong: {reason}", "Check the pattern in regex().",
    ),
    "expression-regex-too-long": (
        "Das Suchmuster ist zu lang.", "Kürzen Sie das Muster in regex() auf höchstens 500 Zeichen.",
        "The pattern is too long.", "Shorten the pattern in regex() to 500 characters.",
    ),
    "expression-regex-slow": (
        "Das Suchmuster rechnet zu lange.", "Vermeiden Sie verschachtelte Wiederholungen wie (a+)+.",
        "The pattern takes too long.", "Avoid nested repetitions such as (a+)+.",
    ),
    "volatile": (
        "„{name}()“ ändert sich bei jedem Aufruf.",
        "Schreiben Sie once({name}()) oder nutzen Sie die Spalte „default“.",
        "“{name}()” changes with every call.", "Write once({name}()) or use the column “default”.",
    ),
    "path": (
        "„{name}“ steht ohne ${{…}} und ist hier unbekannt.", "Schreiben Sie Fragen als ${{name}}.",
        "“{name}” stands without ${{…}} and is unknown here.", "Write questions as ${{name}}.",
    ),
    "expression-too-long": (
        "Der Ausdruck ist länger als {maximum} Zeichen.", "Teilen Sie ihn mit Hilfe einer Zeile „calculate“.",
        "The expression is longer than {maximum} characters.", "Split it with a row “calculate”.",
    ),
    "reference-unknown": (
        "„{name}“ gibt es in diesem Formular nicht.", "Prüfen Sie den Namen oder ergänzen Sie die Frage.",
        "“{name}” does not exist in this form.", "Check the name or add the question.",
    ),
    "reference-left-out": (
        "„{name}“ wird weggelassen und ist hier immer leer.", "Ändern Sie den Ausdruck.",
        "“{name}” is left out and is always empty here.", "Change the expression.",
    ),
    "group-reference": (
        "„{name}“ ist eine Gruppe und hier immer leer.", "Nennen Sie eine Frage.",
        "“{name}” is a group and always empty here.", "Name a question.",
    ),
    "self-reference": (
        "„{name}“ verweist auf sich selbst.",
        "Nur „constraint“ darf sich mit „.“ auf die eigene Frage beziehen.",
        "“{name}” refers to itself.", "Only “constraint” may refer to its own question, with “.”.",
    ),
    "cycle": (
        "Diese Fragen hängen im Kreis voneinander ab: {members}.", "Lösen Sie eine der Abhängigkeiten.",
        "These questions depend on each other in a circle: {members}.", "Remove one of the dependencies.",
    ),
    "pyxform-error": (
        "Die Gegenprobe mit pyxform meldet: {reason}", "Ändern Sie die genannte Stelle.",
        "The cross-check with pyxform says: {reason}", "Change the place it names.",
    ),
    "pyxform-warning": (
        "Die Gegenprobe mit pyxform bemerkt: {reason}", "Prüfen Sie die genannte Stelle.",
        "The cross-check with pyxform notes: {reason}", "Check the place it names.",
    ),
    "not-cross-checked": (
        "Die Gegenprobe mit pyxform war nicht möglich ({reason}).",
        "Die eigenen Prüfungen gelten; nichts ist zu tun.",
        "The cross-check with pyxform was not possible ({reason}).",
        "Our own checks decide; there is nothing to do.",
    ),
}  # fmt: skip
