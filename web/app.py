"""The application: pages and API over one library."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from indexer.library import Library
from web import api, login, pages, settings
from web.accounts import Accounts
from web.attempts import Attempts
from web.audit import AuditLog
from web.database import Database
from web.errors import add_handlers
from web.identity import identify
from web.jobs import Jobs
from web.rendering import STATIC
from web.security import BoundedBody, OwnMachineOnly, Prefixed, SecurityHeaders
from web.services import Services
from web.session import Sessions
from web.settings import Serving
from web.tokens import Tokens

UPLOADS = ("/sources/upload", "/api/v1/uploads")
# So many requests are worked on at a time. Python runs one thread at a time: more of them would
# only take turns, and all be slow.
_THREADS = 8


def create_app(library: Library, serving: Serving | None = None) -> FastAPI:
    """The application over `library`, served as said; by default for this machine only.

    Raises `LibraryError` where a setting is wrong, `web.sqlite` cannot be written, or others could
    reach the page and nobody has an account to log in with.
    """
    serving = serving or Serving()
    set_up = settings.load(library.folder)
    database = Database(library.folder)
    if serving.asks_login:
        Accounts(database).require_administrator()
    services = Services(library.folder)
    audit = AuditLog(database)
    audit.forget(set_up.audit_days)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        yield
        services.close()
        database.close()

    app = FastAPI(
        title="回头看",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(identify)],
        lifespan=lifespan,
        # Nobody is told of what goes on here, so nothing need be measured for anybody.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
        middleware=_middleware(serving, set_up.upload_megabytes),
    )
    app.state.serving = serving
    app.state.settings = set_up
    app.state.services = services
    app.state.database = database
    app.state.audit = audit
    app.state.sessions = Sessions(database, set_up)
    app.state.tokens = Tokens(database)
    app.state.attempts = Attempts(database)
    app.state.jobs = Jobs(database)
    app.state.secret = database.secret()
    app.include_router(login.router, include_in_schema=False)
    app.include_router(pages.router, include_in_schema=False)
    app.include_router(api.router)
    app.include_router(api.about)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_handlers(app)
    return app


def _middleware(serving: Serving, megabytes: int) -> list[Middleware]:
    stack = [Middleware(SecurityHeaders)]
    if not serving.asks_login:
        stack.append(Middleware(OwnMachineOnly))
    if serving.prefix:
        stack.append(Middleware(Prefixed, prefix=serving.prefix))
    stack.append(Middleware(BoundedBody, largest=megabytes * 1_000_000, uploads=UPLOADS))
    return stack
