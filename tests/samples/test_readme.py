"""The READMEs show what the program prints."""

import pytest

from samples.readme import READMES, ROOT, renewed, timeless


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_what_the_program_prints_on_the_samples(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert timeless(renewed(text)) == timeless(text)
