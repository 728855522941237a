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

_CASES = 5  # for each operation
# Each starts work in the background that outlives the answer; tests/web/test_api.py does them.
_BEGIN_WORK = ("/uploads", "/quarantine/retry")


class Late:
    """The application under test, which there is only once its library is made."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


LATE = Late()


def described() -> dict[str, Any]:
    """The description of the API."""
    bare = FastAPI()
    bare.include_router(api.router)
    return description(bare)


OPERATIONS = [
    f"{method.upper()} {path}"
    for path, methods in described()["paths"].items()
    for method in methods
    if not path.endswith(_BEGIN_WORK)
]


@pytest.fixture(scope="module")
def schema() -> Any:
    """The operations, with requests of all kinds; loaded where they are sent, for it is slow."""
    with warnings.catch_warnings():
        # It brings a test client along that would rather use another HTTP library.
        warnings.simplefilter("ignore")
        import schemathesis
    made = schemathesis.openapi.from_dict(described())
    made.app = LATE
    return made


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
    methods = [each for path in described()["paths"].values() for each in path.values()]
    assert [each for each in methods if not (each.get("summary") and each["description"])] == []


@pytest.mark.parametrize("label", OPERATIONS)
@pytest.mark.filterwarnings("ignore")
def test_an_answer_is_as_described(label: str, schema: Any, token: str) -> None:
    from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

    # The first would take the token away, and cannot, for the test sends it (test_roles.py looks
    # at that); no schema can say which texts are queries.
    not_for_us = [ignored_auth, positive_data_acceptance]
    method, path = label.split()

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
        case = data.draw(schema[path][method].as_strategy())
        case.call_and_validate(
            headers={"authorization": f"Bearer {token}"}, excluded_checks=not_for_us
        )

    holds()
