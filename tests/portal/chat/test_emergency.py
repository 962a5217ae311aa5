import pytest

from portal.chat.emergency import is_emergency


@pytest.mark.parametrize(
    "message",
    [
        "Hilfe, mein Mann SCHLÄGT mich",
        "mein Mann schlaegt mich",
        "Es brennt in der Küche!",
        "Ich will nicht mehr leben",
        "112",
        "Feuerwehr!",
        "HILFE",
        "I can't breathe",
        "١١٢",
        "my father is not breathing",
        "he has a gun, he came with a gun",
        "Kocam beni dövüyor",
        "annem nefes alamıyor",
        "ANNEM NEFES ALAMIYOR",
        "زوجي يضربني",
        "أريد أن أموت",
        "أبي لا يتنفّس",
        "Ich brauche einen Krankenwagen لأن أبي مريض",
    ],
)
def test_danger_is_recognised_in_every_language(message: str) -> None:
    assert is_emergency(message)


@pytest.mark.parametrize(
    "message",
    [
        "Wie werde ich Mitglied der Freiwilligen Feuerwehr?",
        "Ich suche eine Wohnung in der Hausnummer 112",
        "Kindergeld",
        "emergency button for grandma",
        "Mein Mann hatte einen Schlaganfall, wer hilft bei der Pflege?",
        "Which brand of shoes do you sell?",
        "I feel strange in this city",
        "Polis olmak istiyorum",
        "Oğlum bu kursa bayıldı",
        "أريد أن أتعلم الألمانية",
        "Die Heizung im Haus ist kaputt",
        "",
    ],
)
def test_calm_questions_are_left_to_the_bot(message: str) -> None:
    assert not is_emergency(message)
