"""What every page has in common, and how an old address leads to the new one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from events.choices import FormerSlugKind
from events.models import FormerSlug, Quote
from events.selection.problem import Problem
from events.views.staff import edit_address, keep_apart

ReadView = TypeVar("ReadView", bound=Callable[..., HttpResponseBase])
View = Callable[..., HttpResponse]


def page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    description: str = "",
    status: int | None = None,
    record_shown: Model | None = None,
    **context: Any,
) -> HttpResponse:
    """Render a page. `section` marks its place in the masthead, `today` stands in words to cite.

    `record_shown` is the record whose page it is: the staff finds a link to its form.
    """
    match = request.resolver_match
    section = match.url_name.split("-")[0] if match and match.url_name else ""
    common = {"title": title, "description": description, "section": section, "today": timezone.localdate()}
    shown = {"record_shown": record_shown, "edit_address": edit_address(request, record_shown)}
    response = render(request, template, common | shown | context, status=status or status_of(context))
    return keep_apart(response, is_for_staff=bool(shown["edit_address"])) if record_shown else response


def status_of(context: dict[str, Any]) -> int:
    """400 for a release or a column that is not there: nobody must take its address for one that answers."""
    errors: list[Problem] = getattr(context.get("selection") or context.get("asked"), "errors", [])
    return 400 if any(problem.parameter in ("release", "columns") for problem in errors) else 200


def reads(view: ReadView) -> ReadView:
    """A view that answers GET and HEAD, and tells other methods so before they are asked for a token they need not.

    Nothing is streamed to HEAD: the server would read a file to its end to throw it away.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        return response

    return csrf_exempt(require_safe(wrapper))  # type: ignore[return-value]  # the same arguments and answer


def follows_former_slugs(kind: FormerSlugKind, model: type[Model], address: str) -> Callable[[View], View]:
    """Lead from a slug that a record once had to the page `address` under its present one, if that is public."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
            try:
                return view(request, slug, **rest)
            except Http404:
                if record := FormerSlug.objects.present(kind, model, slug):
                    return _moved_to(reverse(address, kwargs={"slug": record.slug, **rest}))
                raise

        return wrapper

    return decorate


def follows_former_quotes(view: View) -> View:
    """Lead from the address that a quote once had to its present one, in whichever event it stands now."""

    @wraps(view)
    def wrapper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        try:
            return view(request, slug, number)
        except Http404:
            if quote := Quote.objects.public().formerly_at(slug, number):
                return _moved_to(quote.get_absolute_url())
            raise

    return wrapper


def _moved_to(address: str) -> HttpResponse:
    # A merge can be undone: without a limit a browser would never ask for the old address again.
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "max-age=3600"})
