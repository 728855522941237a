"""The API keeps to its own description, whatever it is sent."""

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp, Receive, Scope, Send

from indexer.library import Library
from tests.web.client import SERVED, account
from web import api
from web.accounts import Accounts
from web.api.answers import description
from web.app import create_app
from web.database import Database
from web.tokens import Tokens
from web.viewer import Role

with warnings.catch_warnings():
    # It brings a test client along that would rather use another HTTP library.
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.core.result import Ok
    from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

# The first would take the token away, and cannot, for the test sends it (test_roles.py looks at
# that); no schema can say which texts are queries.
_NOT_FOR_US = [ignored_auth, positive_data_acceptance]
_CASES = 5  # for each operation
# Each starts work in the background that outlives the answer; tests/web/test_api.py does them.
_BEGIN_WORK = r"/(uploads|quarantine/retry)$"


class Late:
    """The application under test, which there is only once its library is made."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


LATE = Late()


def operations() -> dict[str, Any]:
    """Every operation that is described, by its method and path."""
    bare = FastAPI()
    bare.include_router(api.router)
    schema = schemathesis.openapi.from_dict(description(bare)).exclude(path_regex=_BEGIN_WORK)
    schema.app = LATE
    found = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    return {each.label: each for each in found}


OPERATIONS = operations()


@pytest.fixture(scope="module")
def token(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A token that may do everything in a library of its own."""
    folder = tmp_path_factory.mktemp("openapi") / "data"
    shutil.copytree(made, folder)
    account(folder, "管", Role.ADMIN)
    LATE.app = create_app(Library(folder), SERVED)
    database = Database(folder)
    yield Tokens(database).add(Accounts(database).get("管"), Role.ADMIN, "试", 1)
    database.close()


def test_every_operation_has_a_title_and_says_what_it_does() -> None:
    bare = FastAPI()
    bare.include_router(api.router)
    methods = [each for path in description(bare)["paths"].values() for each in path.values()]
    assert [each for each in methods if not (each.get("summary") and each["description"])] == []


@pytest.mark.parametrize("label", OPERATIONS)
@pytest.mark.filterwarnings("ignore")
def test_an_answer_is_as_described(label: str, token: str) -> None:
    @settings(
        max_examples=_CASES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        case = data.draw(OPERATIONS[label].as_strategy())
        case.call_and_validate(
            headers={"authorization": f"Bearer {token}"}, excluded_checks=_NOT_FOR_US
        )

    holds()
