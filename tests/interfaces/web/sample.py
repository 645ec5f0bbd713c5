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

CHART = """
{% extends "base.html" %}{% load static %}
{% block scripts %}<script src="{% static 'vendor/echarts.min.js' %}" defer></script>
<script src="{% static 'charts.js' %}" defer></script>{% endblock %}
{% block content %}<div class="cc-chart" data-chart="inout" data-source="days" role="img" aria-label="Money"></div>
<table class="cc-table" id="days"><tbody><tr><th scope="row">Nov 2</th><td data-v="8124.15"></td>
<td data-v="-120.00"></td></tr>
</tbody></table>{% endblock %}
"""

SEARCH = """
{% extends "base.html" %}
{% block content %}<label>Patient <input name="term" data-options="found" hx-get="/found" hx-trigger="input changed"
 hx-target="#found"></label><ul class="cc-options" id="found"></ul>{% endblock %}
"""


def render(request: HttpRequest, source: str, status: int = 200, **context) -> HttpResponse:
    practice = SimpleNamespace(pk=1, name="Larkfield")
    request.actor = SimpleNamespace(
        name="Dana Whitfield", roles={"biller"}, practice=practice, may=lambda permission: True
    )
    request.nav_counts = {}
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


def chart(request: HttpRequest) -> HttpResponse:
    return render(request, CHART, heading="Chart")


def search(request: HttpRequest) -> HttpResponse:
    return render(request, SEARCH, heading="Search")


def found(request: HttpRequest) -> HttpResponse:
    return render(request, '<li><a href="/row/1">Alvarez</a></li><li><a href="/row/2">Beck</a></li>')


urlpatterns = [
    path("chart", chart),
    path("search", search),
    path("found", found),
    path("", sample),
    path("copay", copay),
    path("sent", sent),
    path("row/<int:number>", sample),
]
