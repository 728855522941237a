"""One calibrated score for a pair, and the reasons that a person reads."""

import tomllib
from functools import cache, lru_cache
from importlib import resources

import msgspec
import numpy as np

from indexer.linking.features import FEATURES
from indexer.linking.grams import Floats
from indexer.linking.organisations import Organisations
from indexer.linking.problem import Problem, round_number
from ingest.taxonomy import parts


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic model: the score is the probability that a pair is of one kind; from `same` on a
    pair counts as one, from `review` on a person should look."""

    bias: float
    same: float
    review: float
    features: dict[str, float]

    def scores(self, values: Floats) -> Floats:
        """Shape (pairs,) for `features` of shape (pairs, len(FEATURES)), each in (0, 1)."""
        weights = np.array([self.features[name] for name in FEATURES], dtype=np.float32)
        result: Floats = 1 / (1 + np.exp(-(values @ weights + self.bias)))
        return result


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights for pairs within one organisation, and for pairs of two."""

    own: Weights
    elsewhere: Weights

    def __post_init__(self) -> None:
        for weights in (self.own, self.elsewhere):
            wrong = weights.features.keys() ^ set(FEATURES)
            if wrong:
                raise ValueError(f"特征名缺少或多余：{'、'.join(sorted(wrong))}")


def read_model(text: str) -> Model:
    """The model of a weights.toml. Raises `tomllib.TOMLDecodeError`, `msgspec.ValidationError`."""
    return msgspec.convert(tomllib.loads(text), Model)


@cache
def standard_model() -> Model:
    """The model that comes with the program."""
    return read_model(
        resources.files("indexer.linking").joinpath("weights.toml").read_text("utf-8")
    )


def reasons(
    a: Problem, b: Problem, body: float | None, organisations: Organisations
) -> tuple[str, ...]:
    """Why the pair scores as it does, as short Chinese phrases, the weightiest first."""
    return (
        *_topic(a, b),
        *_deficiency(a, b),
        *([f"正文相近：{body:.0%}"] if body is not None and body >= 0.2 else ()),
        *_facts(a, b),
        *_parties(a, b, organisations),
    )


def _topic(a: Problem, b: Problem) -> list[str]:
    found = []
    if a.object == b.object:
        found.append(f"对象相同：{a.object}")
    elif a.concept and a.concept == b.concept:
        found.append(f"对象同义：{a.object}≈{b.object}（{a.concept}）")
    elif a.field and a.field == b.field:
        found.append(f"对象相近：{a.object}／{b.object}（同属{a.field}）")
    elif set(a.words.split()) & set(b.words.split()):
        shared = "、".join(w for w in dict.fromkeys(a.words.split()) if w in b.words.split())
        found.append(f"对象相近：{a.object}／{b.object}（同有“{shared}”）")
    else:
        found.append(f"对象不同：{a.object}／{b.object}")
    if a.type and a.type == b.type:
        found.append(f"类型相同：{a.type}")
    return found


def _deficiency(a: Problem, b: Problem) -> list[str]:
    shared = [aspect for aspect in a.aspects if aspect in b.aspects]
    if shared:
        return [f"缺陷同义：{'、'.join(shared)}"]
    if a.aspects and b.aspects:
        return [f"缺陷不同：{'、'.join(a.aspects)}／{'、'.join(b.aspects)}"]
    one, other = _deficient(a.title), _deficient(b.title)
    if a.aspects or b.aspects or not one or not other:
        return []
    return [f"缺陷相同：{one}" if one == other else f"缺陷同义：{one}≈{other}"]


@lru_cache(maxsize=200_000)
def _deficient(title: str) -> str | None:
    return parts(title).deficiency


def _facts(a: Problem, b: Problem) -> list[str]:
    found = []
    documents = sorted(set(a.documents) & set(b.documents))
    if documents:
        found.append(f"引用同一文件：{'、'.join(documents)}")
    sums = sorted(set(a.sums) & set(b.sums))
    if sums:
        found.append("金额相同：" + "、".join(f"{yuan:,.10g}元" for yuan in sums))
    if b.returns or a.returns:
        found.append("文中提到以前的巡察")
    return found


def _parties(a: Problem, b: Problem, organisations: Organisations) -> list[str]:
    if a.name is None or b.name is None:
        return ["单位名称隐去或缺失，不能判断是否同一单位"]
    one, other = organisations.resolve(a.name), organisations.resolve(b.name)
    if one is None or other is None:
        return ["有同名单位，文中未写明所属县区，不能判断是否同一单位"]
    if one == other:
        return ["同一单位" + _apart(a, b)]
    if one.county and one.county == other.county:
        return [f"同属{one.county}" + _apart(a, b)]
    return ["不同地区" + _apart(a, b)]


def _apart(a: Problem, b: Problem) -> str:
    first, second = round_number(a.round), round_number(b.round)
    if first and second and first[0] == second[0] and first[1] != second[1]:
        return f"，相隔{abs(first[1] - second[1])}轮"
    if a.year and b.year and a.year != b.year:
        return f"，相隔{abs(int(a.year) - int(b.year))}年"
    return ""
