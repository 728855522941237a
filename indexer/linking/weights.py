"""The weights that a library links by: its own, if it has learned some, else the program's."""

import hashlib
import tomllib
from functools import cache
from importlib import resources
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer import durable
from indexer.errors import LibraryError

if TYPE_CHECKING:
    from indexer.linking.score import Model  # numpy takes longer to import than a digest does

WEIGHTS = "weights.toml"
# Goes up when the same finding is prepared otherwise than before; kept problems are made anew then.
_PREPARED = 4


def load_model(folder: Path) -> "Model":
    """The model of the library in `folder`. Raises `LibraryError` where its file is wrong."""
    from indexer.linking.score import read_model, standard_model

    path = folder / WEIGHTS
    try:
        return read_model(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return standard_model()
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        raise LibraryError(
            f"比对权重 {path} 有误：{error}。改正它，或删除它以使用程序自带的权重。"
        ) from error


@cache
def wording_rules() -> str:
    """A digest of what findings are prepared by: it changes with the lexicon of concepts."""
    lexicon = resources.files("indexer.linking").joinpath("concepts.toml").read_bytes()
    return f"{_PREPARED}-{hashlib.sha256(lexicon).hexdigest()[:16]}"


@cache
def standard_weights() -> str:
    """A digest of the program's own weights."""
    text = resources.files("indexer.linking").joinpath("weights.toml").read_bytes()
    return hashlib.sha256(text).hexdigest()[:16]


def write_model(folder: Path, model: "Model", heading: str) -> Path | None:
    """Makes the model the library's own; where what stood there before is kept, None if nothing
    did. `heading` is what the file says of itself, in lines. Raises `OSError`."""
    path = folder / WEIGHTS
    before = _copied_aside(path)
    durable.replace(path, _toml(model, heading).encode())
    return before


def _copied_aside(path: Path) -> Path | None:
    """Copied, not moved: whatever fails, the library goes on with the weights that it had."""
    if not path.exists():
        return None
    numbers = (path.with_name(f"weights-{n}.toml") for n in count(1))
    before = next(each for each in numbers if not each.exists())
    durable.replace(before, path.read_bytes())
    return before


def _toml(model: "Model", heading: str) -> str:
    lines = [f"# {line}" for line in heading.splitlines()]
    for name, weights in (("own", model.own), ("elsewhere", model.elsewhere)):
        lines += ["", f"[{name}]", f"bias = {weights.bias}", f"same = {weights.same}"]
        lines += [f"review = {weights.review}", "", f"[{name}.features]"]
        lines += [f"{feature} = {value}" for feature, value in weights.features.items()]
    return "\n".join(lines) + "\n"
