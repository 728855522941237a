"""A library's own weights are there, the old or the new, whatever happens."""

from pathlib import Path

import pytest

from indexer.linking.score import standard_model
from indexer.linking.weights import WEIGHTS, write_model
from tests.indexer.full_disk import room_for


def test_weights_that_did_not_fit_on_the_disk_leave_the_old_ones(tmp_path: Path) -> None:
    write_model(tmp_path, standard_model(), "原来的")
    with room_for(100), pytest.raises(OSError, match="large"):
        write_model(tmp_path, standard_model(), "新的")
    assert [each.name for each in tmp_path.iterdir()] == [WEIGHTS]
    assert "原来的" in (tmp_path / WEIGHTS).read_text("utf-8")


def test_new_weights_put_the_old_ones_aside(tmp_path: Path) -> None:
    write_model(tmp_path, standard_model(), "原来的")
    before = write_model(tmp_path, standard_model(), "新的")
    assert before is not None
    assert "原来的" in before.read_text("utf-8")
    assert "新的" in (tmp_path / WEIGHTS).read_text("utf-8")
