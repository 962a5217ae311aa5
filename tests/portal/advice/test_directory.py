import pytest
from sqlmodel import Session

from portal.advice import demo, directory
from portal.advice.store import UnknownService, all_services
from portal.config import Settings
from translations.languages import LANGUAGES
from translations.store import list_entries, put_segment

DE, AR = LANGUAGES["de"], LANGUAGES["ar"]


def slugs(entries: list[directory.Entry]) -> list[str]:
    return [entry.service.slug for entry in entries]


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize("words", ["uebergang", "Ubergang", "NÄHSTUBE", "ich suche eine naehstube bitte"])
def test_search_finds_a_word_however_it_is_typed(session: Session, words: str) -> None:
    assert slugs(directory.search(session, DE, words=words)) == ["naehstube"]


@pytest.mark.usefixtures("two_services")
def test_search_finds_compounds_and_other_endings(session: Session) -> None:
    assert slugs(directory.search(session, DE, words="Straße")) == ["strassenfest"]
    assert slugs(directory.search(session, DE, words="Nachbarnfest Straßenfeste")) == ["strassenfest"]


@pytest.mark.usefixtures("two_services")
def test_search_works_in_arabic_with_and_without_the_article(session: Session) -> None:
    assert slugs(directory.search(session, AR, words="خياطة")) == ["naehstube"]
    assert slugs(directory.search(session, AR, words="سكن")) == ["naehstube"]


@pytest.mark.usefixtures("two_services")
def test_german_words_are_found_in_every_language(session: Session) -> None:
    assert slugs(directory.search(session, AR, words="Straßenfest")) == ["strassenfest"]


@pytest.mark.usefixtures("two_services")
def test_topic_and_unknown_words_narrow_the_list(session: Session) -> None:
    assert slugs(directory.search(session, DE, topic="women")) == ["naehstube"]
    assert slugs(directory.search(session, DE, words="Raumfahrt")) == []


@pytest.mark.usefixtures("two_services")
def test_a_wanted_language_leaves_out_services_known_not_to_offer_it(session: Session) -> None:
    assert slugs(directory.search(session, DE, offered=LANGUAGES["tr"])) == ["naehstube", "strassenfest"]
    assert slugs(directory.search(session, DE, offered=LANGUAGES["pl"])) == ["strassenfest"]


def test_an_unknown_service_is_named(session: Session) -> None:
    with pytest.raises(UnknownService, match="gibtsnicht"):
        directory.find_entry(session, "gibtsnicht", DE)


@pytest.mark.usefixtures("demo_directory")
def test_demo_names_contacts_only_where_the_imprint_of_the_concept_prints_them(session: Session) -> None:
    services = all_services(session)
    with_contact = {s.slug for s in services if s.phone or s.address or s.email or s.opening}
    assert with_contact == {"interkulturelle-beratung", "integrationsreferat"}
    assert all(service.demo and service.confirmed_on is None for service in services)


@pytest.mark.usefixtures("demo_directory")
def test_every_demo_service_stands_in_the_concept(session: Session, shared) -> None:
    concept = (shared / "concept" / "vielfalt-leben-2021.txt").read_text("utf-8").casefold()
    # Plurals and joined words of the document, by slug; every other service is named there as it is here.
    printed = {
        "bibliotheken": "stadt- und stadtteilbibliotheken",
        "informationscounter": "informationscounter im rathaus a",
        "integrationskurse": "integrationskurse des bundes",
        "kulturvereine": "internationale kulturvereine",
        "interreligioeser-dialog": "interreligiöser dialog",
        "sprachpool": "sprachpool",
        "sozialpsychiatrischer-dienst": "sozialpsychiatrischen dienst",
    }
    for entry in directory.list_entries(session, DE):
        name = printed.get(entry.service.slug, entry.name.text.casefold())
        assert name in concept, entry.service.slug


@pytest.mark.usefixtures("demo_directory")
@pytest.mark.parametrize("language", ["leicht", "en", "ar", "tr"])
def test_demo_texts_are_there_in_every_complete_language(session: Session, language: str) -> None:
    for entry in directory.list_entries(session, LANGUAGES[language]):
        assert entry.name.language.slug == entry.what.language.slug == language, entry.service.slug


def test_loading_again_keeps_what_the_office_wrote(session: Session, settings: Settings) -> None:
    demo.load(session, settings)
    key = directory.text_key("jobcenter", "what")
    put_segment(session, key, "Vom Amt geschrieben.", kind="advice")
    demo.load(session, settings)
    assert directory.find_entry(session, "jobcenter", DE).what.text == "Vom Amt geschrieben."
    [entry] = list_entries(session, "en", keys=[key])
    assert entry.outdated
