"""Addresses: each stage under its own name, in the order of the cycle; what is made of several stages at the top."""

from django.apps import apps
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

from cleanclaim.cycle import STAGES

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    *(
        path(f"{stage.replace('_', '-')}/", include((f"cleanclaim.apps.{stage}.urls", stage)))
        for stage in STAGES
        if module_has_submodule(apps.get_app_config(stage).module, "urls")
    ),
    path("", include("cleanclaim.interfaces.web.urls")),
]
