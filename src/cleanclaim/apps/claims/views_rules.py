"""The practice's rules for its payers: written in words, tried on last month's claims, switched on and retired."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.composed import sentence
from cleanclaim.apps.claims.forms_rules import OnForm, RetireForm, RuleForm, initial_of
from cleanclaim.apps.claims.models import PayerRule
from cleanclaim.apps.claims.selectors import payer_rules_visible, rules_by_payer
from cleanclaim.apps.claims.tasks import unsent_recheck_queue
from cleanclaim.apps.claims.trial import payer_rule_trial
from cleanclaim.apps.claims.written import rule_read
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed

EDITS_RULES = "payer_rule.edit"


@require_safe
@permission_needed(EDITS_RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, by payer."""
    return render(request, "claims/rules.html", {"books": rules_by_payer(by=request.actor), "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed(EDITS_RULES)
def rule_new(request: HttpRequest) -> HttpResponse:
    """Write a rule; the address may bring a draft of it."""
    return _written(request, RuleForm(request.POST or None, initial=request.GET.dict()), None)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed(EDITS_RULES)
def rule_change(request: HttpRequest, payer_rule_id: int) -> HttpResponse:
    """Write a rule anew that was never on."""
    rule = get_object_or_404(payer_rules_visible(by=request.actor), pk=payer_rule_id)
    return _written(request, RuleForm(request.POST or None, initial=initial_of(rule), rule=rule), rule)


@require_POST
@permission_needed(EDITS_RULES)
def rule_check(request: HttpRequest) -> HttpResponse:
    """What is wrong so far, beside each field; an empty field is not wrong yet."""
    form = RuleForm(request.POST)
    form.is_valid()
    said = {name: [error for error in form.errors.get(name, ()) if form.data.get(name)] for name in form.fields}
    read = getattr(form, "read", None)
    context = {"said": said, "whole": form.non_field_errors(), "words": sentence(read) if read else ""}
    return render(request, "claims/_rule_said.html", context)


@require_safe
@permission_needed(EDITS_RULES)
def rule_page(request: HttpRequest, payer_rule_id: int) -> HttpResponse:
    """A rule; asked with `try`, what it would have caught."""
    rule = get_object_or_404(payer_rules_visible(by=request.actor), pk=payer_rule_id)
    return _page(request, rule, OnForm(initial={"first": clock.today()}), RetireForm())


@require_POST
@permission_needed(EDITS_RULES)
def rule_on(request: HttpRequest, payer_rule_id: int) -> HttpResponse:
    """Switch it on."""
    on = OnForm(request.POST)
    return _switched(request, payer_rule_id, on, "on for services from {first:%b %-d, %Y}", on, RetireForm())


@require_POST
@permission_needed(EDITS_RULES)
def rule_retire(request: HttpRequest, payer_rule_id: int) -> HttpResponse:
    """Retire it."""
    retire = RetireForm(request.POST)
    return _switched(request, payer_rule_id, retire, "retired after {last:%b %-d, %Y}", OnForm(), retire)


def _switched(
    request: HttpRequest, rule_id: int, form: OnForm | RetireForm, words: str, on: OnForm, retire: RetireForm
) -> HttpResponse:
    """Switch as the form says, else show the page again with both forms."""
    rule = get_object_or_404(payer_rules_visible(by=request.actor), pk=rule_id)
    if carried_out(form, lambda: services.payer_rule_switch(rule=rule, by=request.actor, **form.cleaned_data)):
        done = f"{rule.title}: {words.format(**form.cleaned_data)}."
        queued = unsent_recheck_queue(rule, done, payer=rule.payer, first=rule.effective_from)
        messages.success(request, done + queued)
        return redirect("claims:rule", rule.pk)
    return _page(request, rule, on, retire)


def _written(request: HttpRequest, form: RuleForm, rule: PayerRule | None) -> HttpResponse:
    done = carried_out(
        form,
        lambda: services.payer_rule_write(
            payer=form.cleaned_data["payer"], text=form.text, why=form.cleaned_data["why"], rule=rule, by=request.actor
        ),
    )
    if done:
        messages.success(request, f"{done.title}: written. Try it before you switch it on.")
        return redirect("claims:rule", done.pk)
    return render(request, "claims/rule_form.html", {"form": form, "rule": rule}, status=form_status(form))


def _page(request: HttpRequest, rule: PayerRule, on: OnForm, retire: RetireForm) -> HttpResponse:
    read = rule_read(rule)
    trial = payer_rule_trial(rule=rule, on=clock.today(), by=request.actor) if "try" in request.GET else None
    context = {"rule": rule, "read": read, "words": sentence(read), "trial": trial, "on": on, "retire": retire}
    return render(request, "claims/rule.html", context, status=max(form_status(on), form_status(retire)))
