"""Fixtures of the library's tests."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.indexer import fakes
from tests.indexer.house import House


@pytest.fixture
def fingerprint(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An analyzer whose fingerprint tests may change."""
    module = ModuleType("indexer.analysis")
    monkeypatch.setattr(module, "analyzer_fingerprint", lambda: "甲", raising=False)
    monkeypatch.setitem(sys.modules, "indexer.analysis", module)
    return module


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fingerprint: ModuleType) -> House:
    """A library that reads lines and keeps its index in one file."""
    monkeypatch.setattr("indexer.build.prepare", fakes.prepare)
    monkeypatch.setattr("indexer.replay.prepare", fakes.prepare)
    monkeypatch.setattr("indexer.refill.index", fakes.index)
    monkeypatch.setattr("indexer.update.index", fakes.index)
    return House(tmp_path)
