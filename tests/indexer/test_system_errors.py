"""What the system refuses is told in Chinese."""

import errno
import os

import pytest

from indexer.system_errors import reason_of


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_error_of_the_system_is_told_in_english(number: int) -> None:
    told = reason_of(OSError(number, os.strerror(number)))
    assert os.strerror(number) not in told


def test_a_missing_permission_is_named() -> None:
    assert reason_of(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"


def test_an_unknown_error_keeps_its_number() -> None:
    assert reason_of(OSError(9999, "Strange")) == "系统错误 9999"


def test_an_error_without_a_number_is_told() -> None:
    assert reason_of(OSError("strange")) == "系统出错"
