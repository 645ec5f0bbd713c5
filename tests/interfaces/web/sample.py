"""Addresses and one page with every moving part of the shell, for the browser tests."""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

PAGE = """
{% extends "base.html" %}
{% block title %}Sample{% endblock %}
{% block heading %}<h1>Sample</h1>{% endblock %}
{% block actions %}<form method="post" action="/sent">{% csrf_token %}
<button class="btn" data-key="F" data-confirm="Send it?" data-confirm-why="The payer gets it.">
Send<kbd class="cc-key">F</kbd></button></form>{% endblock %}
{% block content %}
<table class="cc-table"><thead><tr><th scope="col">Claim</th></tr></thead><tbody data-list>
<tr><th scope="row"><a href="/row/1">CLM-1</a></th></tr><tr><th scope="row"><a href="/row/2">CLM-2</a></th></tr>
</tbody></table>
{% include "partials/_pager.html" %}
<section class="cc-panel cc-pad" id="copay" aria-label="Copay"><form hx-post="/copay" hx-target="#copay">
<label>Amount <input name="amount"></label> <button class="btn">Collect</button></form></section>
{% endblock %}
{% block keys %}<div><dt><kbd class="cc-key">F</kbd></dt><dd>Send</dd></div>{% endblock %}
"""


def render(request: HttpRequest, source: str, status: int = 200, **context) -> HttpResponse:
    practice = SimpleNamespace(pk=1, name="Larkfield")
    request.actor = SimpleNamespace(
        name="Dana Whitfield", roles={"biller"}, practice=practice, may=lambda permission: True
    )
    return HttpResponse(engines["django"].from_string(source).render(context, request), status=status)


def sample(request: HttpRequest, **parts) -> HttpResponse:
    return render(request, PAGE, page=SimpleNamespace(previous="", next="?after=x"))


def copay(request: HttpRequest) -> HttpResponse:
    """Refuses an empty amount; the CSRF middleware has already let the request through."""
    if not request.POST["amount"]:
        return render(request, "<h2>Not collected</h2><p>The amount is empty.</p>", status=422)
    return render(request, '<h2 data-announce="Collected $5.00.">Collected</h2>')


def sent(request: HttpRequest) -> HttpResponse:
    return render(request, '{% extends "base.html" %}', heading="Sent" if request.method == "POST" else "Asked")


urlpatterns = [
    path("", sample),
    path("copay", copay),
    path("sent", sent),
    path("row/<int:number>", sample),
]
