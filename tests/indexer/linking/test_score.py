"""The score: its weights, and how they are learned."""

import tomllib
from collections import Counter
from importlib import resources

import msgspec
import numpy as np
import pytest

from indexer.linking.features import FEATURES
from indexer.linking.fit import fit
from indexer.linking.score import read_model, standard_model
from indexer.linking.wording import wording


def test_the_shipped_weights_name_every_feature_and_no_other() -> None:
    model = standard_model()
    assert set(model.own.features) == set(model.elsewhere.features) == set(FEATURES)


def test_an_unknown_setting_in_a_weights_file_is_refused() -> None:
    text = resources.files("indexer.linking").joinpath("weights.toml").read_text("utf-8")
    with pytest.raises(msgspec.ValidationError):
        read_model(text.replace("\n[own]\n", "\n[own]\nsurprise = 1\n"))


def test_a_weights_file_that_lacks_a_feature_is_refused() -> None:
    text = resources.files("indexer.linking").joinpath("weights.toml").read_text("utf-8")
    with pytest.raises(msgspec.ValidationError, match="same_aspect"):
        read_model(text.replace("same_aspect =", "same_aspekt ="))


def test_fitting_finds_the_feature_that_decides() -> None:
    values = np.zeros((40, len(FEATURES)), dtype=np.float32)
    values[:20, 0] = 1
    values[::2, 1] = 1
    learned = fit(values, np.arange(40) < 20, same=0.5, review=0.2)
    assert learned.features[FEATURES[0]] > 2 > abs(learned.features[FEATURES[1]])
    assert (learned.scores(values) > 0.5).tolist() == [row < 20 for row in range(40)]


def test_no_wording_of_the_lexicon_belongs_to_two_concepts() -> None:
    text = resources.files("indexer.linking").joinpath("concepts.toml").read_text("utf-8")
    file = tomllib.loads(text)
    wordings = Counter(
        word for part in ("concepts", "fields") for row in file[part].values() for word in set(row)
    )
    assert [word for word, times in wordings.items() if times > 1] == []


@pytest.mark.parametrize("title", ["", "。", "不规范", "（一）", "a" * 500])
def test_a_title_that_says_nothing_has_no_concept(title: str) -> None:
    assert wording(title).concept is None
