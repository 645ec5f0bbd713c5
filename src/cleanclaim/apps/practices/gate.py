"""The door of every screen: signed in, acting for a practice, and holding the permission the view declares."""

import logging
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from cleanclaim.apps.practices.errors import NotPermitted

View = Callable[..., HttpResponse]
access = logging.getLogger("cleanclaim.access")


def permission_needed(*permissions: str) -> Callable[[View], View]:
    """Let in who may do at least one of `permissions` (none named: whoever acts for a practice).

    Nobody signed in: the sign-in page.  Signed in without the permission: 404, and a line in the log.  The view says
    what it needs in `view.permissions`, which the test of all addresses reads.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def gated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            actor = request.actor
            if actor is None or (permissions and not any(actor.may(permission) for permission in permissions)):
                access.warning("user %s may not open %s %s", request.user.pk, request.method, request.path)
                raise NotPermitted(
                    f"{request.user.name} may not open this page. Ask the practice manager for the role."
                )
            return view(request, *args, **kwargs)

        gated.permissions = permissions
        return gated

    return decorate
