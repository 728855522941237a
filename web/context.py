"""What a route is given: who asks, the library as that person sees it, and how to answer."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from web.audit import Action, AuditLog
from web.changes import Changes
from web.jobs import Jobs
from web.links import link, safe_return
from web.problem import Forbidden, LoginNeeded
from web.reading import Reading
from web.rendering import here, page, with_token, without_token
from web.services import Services
from web.sourcing import Sourcing
from web.viewer import Role, Viewer


class Context:
    """One request: `viewer` asks, `reading` answers within the viewer's regions, `changes` changes
    what the viewer may see, `jobs` tells how far longer work is."""

    def __init__(self, request: Request, viewer: Viewer) -> None:
        self.request, self.viewer = request, viewer
        self.services: Services = request.app.state.services
        self.reading = Reading(self.services, viewer)
        self.jobs: Jobs = request.app.state.jobs
        self.changes = Changes(
            self.reading, viewer, request.app.state.audit, self.jobs, address_of(request)
        )

    @property
    def sourcing(self) -> Sourcing:
        """What the viewer does with sources."""
        state = self.request.app.state
        return Sourcing(
            self.reading.library,
            self.viewer,
            state.audit,
            address_of(self.request),
            state.serving,
            state.settings,
        )

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The page of a template; see `web.rendering.page` for what it has beside `values`."""
        values = {"as_of": self.reading.moment.as_of, **values}
        return page(self.request, self.viewer, template, values, status)

    def kept_page(self, revision: str | None, make: Callable[[], HTMLResponse]) -> HTMLResponse:
        """The page at this address as it was made for this viewer at the same revision of what it
        rests on, if it is still kept; else as `make` makes it."""
        if revision is None:
            return make()
        key = (here(self.request), self.request.scope.get("root_path"), self.viewer, revision)
        pages = self.services.pages
        kept = pages.get(key)
        if kept is None:
            with pages.turn(key):
                kept = pages.get(key)
                if kept is None:
                    response = make()
                    if response.status_code == 200:
                        pages.keep(key, without_token(self.request, response))
                    return response
        return with_token(self.request, kept)

    def url(self, name: str, query: dict[str, Any] | None = None, **path: Any) -> str:
        """The address of the route `name`."""
        return link(self.request, name, query, **path)

    def go(self, name: str, query: dict[str, Any] | None = None, **path: Any) -> RedirectResponse:
        """Sends the browser to another page after a change."""
        return RedirectResponse(self.url(name, query, **path), status_code=303)

    def back(self, address: str | None) -> RedirectResponse:
        """Sends the browser back to an address that a form brought along, if it is one of ours."""
        return RedirectResponse(safe_return(self.request, address), status_code=303)

    def log(self, action: Action, subject: str = "") -> None:
        """Writes down who did what, in the log that is never changed."""
        audit: AuditLog = self.request.app.state.audit
        audit.add(action, self.viewer.name, address_of(self.request), subject)


def address_of(request: Request) -> str:
    """The address that a request came from."""
    return request.client.host if request.client else ""


async def context(request: Request) -> Context:
    """The request's context. Raises `LoginNeeded` where nobody is logged in."""
    viewer: Viewer | None = request.state.viewer
    if viewer is None:
        raise LoginNeeded
    return Context(request, viewer)


Here = Annotated[Context, Depends(context)]
"""The parameter by which a route takes its context."""


class Guard:
    """Lets through who may do what `role` may, and with `everywhere` only those whom no region
    limits; raises `Forbidden` for others."""

    def __init__(self, role: Role, everywhere: bool) -> None:
        self.role, self.everywhere = role, everywhere

    async def __call__(self, request: Request) -> None:
        viewer = (await context(request)).viewer
        if not viewer.may(self.role):
            raise Forbidden(f"这一项要“{self.role}”权限，您的账号是“{viewer.role}”。请找管理员。")
        if self.everywhere and not viewer.sees_all:
            raise Forbidden("这一项涉及全库，只能看部分地区的账号不能用。请找管理员。")


def require(role: Role, *, everywhere: bool = False) -> Any:
    """The guard of a route or a router, for its `dependencies`."""
    return Depends(Guard(role, everywhere))
