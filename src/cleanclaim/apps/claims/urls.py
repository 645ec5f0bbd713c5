"""Addresses of the claims app; the claim's own page shows later stages and stands in interfaces/web."""

from django.urls import path

from cleanclaim.apps.claims import views, views_edits, views_held, views_rules

urlpatterns = [
    path("", views.claim_list, name="list"),
    path("<int:claim_id>/fixes/", views.claim_fix_safe, name="fix_safe"),
    path("<int:claim_id>/hold/", views.claim_hold, name="hold"),
    path("<int:claim_id>/release/", views.claim_release, name="release"),
    path("<int:claim_id>/cancel/", views.claim_cancel, name="cancel"),
    path("<int:claim_id>/correct/", views.claim_correct, name="correct"),
    path("<int:claim_id>/replace/", views.claim_replace, name="replace"),
    path("<int:claim_id>/void/", views.claim_void, name="void"),
    path("rules/", views_rules.rules, name="rules"),
    path("rules/new/", views_rules.rule_new, name="rule_new"),
    path("rules/check/", views_rules.rule_check, name="rule_check"),
    path("rules/<int:payer_rule_id>/", views_rules.rule_page, name="rule"),
    path("rules/<int:payer_rule_id>/change/", views_rules.rule_change, name="rule_change"),
    path("rules/<int:payer_rule_id>/on/", views_rules.rule_on, name="rule_on"),
    path("rules/<int:payer_rule_id>/retire/", views_rules.rule_retire, name="rule_retire"),
    path("edits/", views_edits.edits, name="edits"),
    path("edits/<str:edit>/", views_edits.edit_choices, name="edit_choices"),
    path("choices/<int:edit_choice_id>/end/", views_edits.choice_end, name="choice_end"),
    path("choices/<int:edit_choice_id>/undo/", views_edits.choice_undo, name="choice_undo"),
    path("held/<str:edit>/fix-all/", views_held.findings_fix_all, name="fix_all"),
    path("fixes/<str:act>/undo-all/", views_held.fixes_undo, name="fixes_undo"),
    path("fixes/<int:claim_fix_id>/undo/", views.fix_undo, name="fix_undo"),
    path("findings/<int:claim_finding_id>/fix/", views.finding_fix, name="finding_fix"),
    path("findings/<int:claim_finding_id>/value/", views.finding_value, name="finding_value"),
    path("findings/<int:claim_finding_id>/override/", views.finding_override, name="finding_override"),
]
