import pytest

from translations.languages import LANGUAGES


@pytest.mark.parametrize("slug", LANGUAGES)
@pytest.mark.parametrize("path", ["", "accessibility", "privacy", "imprint"])
def test_page_is_there_in_every_language(client, slug, path):
    assert client.get(f"/{slug}/{path}").status_code == 200
