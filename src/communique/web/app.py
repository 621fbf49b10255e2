"""The application: every page and action as routes, errors as pages."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from communique import __version__
from communique.errors import CommuniqueError, StoreError, UsageError
from communique.web import drawn, forms
from communique.web.guard import Guard, TooLongError
from communique.web.kept import Body
from communique.web.pages import ACTIONS, PAGES
from communique.web.people import Person
from communique.web.settings import Settings
from communique.web.site import Site
from communique.web.view import Action, Call, MissingError, Page, View

_MEDIA = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8"}


class _Static(StaticFiles):
    """Files whose addresses change with their content."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def make(settings: Settings) -> FastAPI:
    """The application.

    Raises:
        UsageError: there is no such record, or a newer program wrote it.
    """
    site = Site(settings)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.access.close()

    app = FastAPI(
        title="Communiqué",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=life,
    )
    app.state.site = site
    app.router.routes += [route for page in PAGES for route in _routes(site, page)]
    app.router.routes += [_action(site, action) for action in ACTIONS]
    app.mount("/static", _Static(directory=str(files("communique.web").joinpath("static"))), name="static")
    app.add_exception_handler(HTTPException, _http_error(site))
    app.add_exception_handler(Exception, _broken(site))
    app.add_middleware(Guard, hosts=settings.hosts, body_bytes=settings.body_bytes)
    return app


def _routes(site: Site, page: Page) -> list[Route]:
    """A page's routes; the longer addresses come first, for an id may have a dot in it."""
    found = []
    for form in (*(("json", "csv") if page.data else ()), "html"):
        path = page.path if form == "html" else f"{page.path.rstrip('/') or '/desk'}.{form}"
        found.append(Route(path, _showing(site, page, form), methods=["GET"], name=f"{page.path} {form}"))
    return found


def _showing(site: Site, page: Page, form: str) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        request.state.visit = request.cookies.get(forms.COOKIE) or secrets.token_urlsafe(24)
        try:
            return _shown(site, page, form, request)
        except CommuniqueError as problem:
            return _problem(site, request, problem, form)

    return show


def _shown(site: Site, page: Page, form: str, request: Request) -> Response:
    person = site.signing.person(request)
    if not person.may(page.role):
        return _refusal(site, request, person, form)
    key = (request.url.path, request.url.query, person.role, request.headers.get("hx-request", ""))
    judgement = site.newest_judgement()
    body = site.kept.get(key, judgement) if page.kept else None
    if body is None:
        made = time.monotonic()
        view = page.show(Call(site, request, person))
        if isinstance(view, Response):
            return view
        body = Body(view.status, _MEDIA[form], _bytes(site, request, person, view, form), judgement, made)
        if page.kept and view.status == 200:
            site.kept.put(key, body)
    data = site.own(body.data, request, person) if form == "html" else body.data
    return _answer(
        request,
        Response(data, body.status, media_type=body.media, headers={"cache-control": "private, no-cache"}),
        site,
    )


def _bytes(site: Site, request: Request, person: Person, view: View, form: str) -> bytes:
    if form == "json":
        return view.json().encode()
    if form == "csv":
        return view.csv().encode()
    return drawn.draw(site.templates, view, **site.common(person, request.url.path, request.url.query)).encode()


def _answer(request: Request, response: Response, site: Site) -> Response:
    """An answer with the cookie that forms are tied to, where the browser has none."""
    if forms.COOKIE not in request.cookies and (response.media_type or "").startswith("text/html"):
        response.set_cookie(forms.COOKIE, request.state.visit, httponly=True, samesite="strict")
    return response


def _action(site: Site, action: Action) -> Route:
    async def act(request: Request) -> Response:
        request.state.visit = request.cookies.get(forms.COOKIE, "")
        try:
            form = await request.form(max_files=0, max_fields=100)
        except TooLongError:
            return Response(
                f"The body of a request may have {site.settings.body_bytes} bytes.\n", 413, media_type="text/plain"
            )

        def do() -> Response:
            person = site.signing.person(request)
            try:
                if not forms.proven(request.cookies, form.get(forms.FIELD)):
                    return _said(
                        site,
                        request,
                        person,
                        403,
                        "This form is out of date",
                        "Load the page again and send it once more.",
                    )
                if not person.may(action.role):
                    return _refusal(site, request, person, "html")
                done = action.do(Call(site, request, person, form))
            except CommuniqueError as problem:
                return _problem(site, request, problem, "html")
            if isinstance(done, Response):
                return done
            data = _bytes(site, request, person, done, "html")
            return Response(site.own(data, request, person), done.status, media_type=_MEDIA["html"])

        return await run_in_threadpool(do)

    return Route(action.path, act, methods=["POST"], name=f"POST {action.path}")


def _refusal(site: Site, request: Request, person: Person, form: str) -> Response:
    if form != "html":
        return Response("your role does not allow this\n", 403, media_type="text/plain")
    return _said(site, request, person, 403, "Not allowed", "Your role does not allow this.")


def _problem(site: Site, request: Request, problem: CommuniqueError, form: str) -> Response:
    status = (
        404
        if isinstance(problem, MissingError)
        else 400
        if isinstance(problem, UsageError)
        else 503
        if isinstance(problem, StoreError)
        else 500
    )
    if form != "html":
        return Response(f"{problem}\n", status, media_type="text/plain; charset=utf-8")
    return _said(
        site, request, site.signing.person(request), status, f"{problem.place}: {problem.reason}", problem.remedy
    )


def _said(site: Site, request: Request, person: Person, status: int, title: str, remedy: str) -> Response:
    view = View("problem.html", title, {"remedy": remedy}, status=status)
    data = _bytes(site, request, person, view, "html")
    return _answer(request, Response(site.own(data, request, person), status, media_type=_MEDIA["html"]), site)


def _http_error(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, HTTPException)
        request.state.visit = request.cookies.get(forms.COOKIE) or secrets.token_urlsafe(24)
        title = "There is no such page" if problem.status_code == 404 else str(problem.detail)
        return await run_in_threadpool(
            lambda: _said(
                site,
                request,
                site.signing.person(request),
                problem.status_code,
                title,
                "The desk and the search lead to all there is.",
            )
        )

    return answer


def _broken(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, problem: Exception) -> Response:
        request.state.visit = request.cookies.get(forms.COOKIE) or secrets.token_urlsafe(24)
        reason = f"Internal error ({type(problem).__name__})"
        return await run_in_threadpool(
            lambda: _said(
                site,
                request,
                site.signing.person(request),
                500,
                reason,
                "Please report it; the server's output shows where it happened.",
            )
        )

    return answer
