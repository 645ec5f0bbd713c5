"""Each request acts for exactly one practice."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string

from cleanclaim import clock
from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.practices.selectors import actors_of

SESSION_KEY = "practice"


class ActingOrganizationMiddleware:
    """Puts `request.actor` (and `request.actors`, to switch between) in place for signed-in people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.actors = None, []
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.actors = actors_of(request.user, on=clock.today())
        if not request.actors:
            return self.get_response(request)
        chosen = request.session.get(SESSION_KEY)
        request.actor = next((a for a in request.actors if a.practice.pk == chosen), request.actors[0])
        with acting_as(request.actor):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What may not be done looks like what is not there."""
        if isinstance(exception, NotPermitted):
            return HttpResponseNotFound(render_to_string("404.html", {"reason": str(exception)}, request))
        return None
