"""Authorizations asked for and answered (278, 005010X217), as values."""

from cleanclaim.core.authorization.answer import (
    AuthorizationAnswer,
    Decision,
    EventAnswered,
    OrganizationAnswering,
    RequesterAnswered,
    ServiceAnswered,
)
from cleanclaim.core.authorization.files import read_278, write_278, write_278_interchange
from cleanclaim.core.authorization.people import Organization, Provider, Requester
from cleanclaim.core.authorization.request import (
    AuthorizationRequest,
    DependentAsked,
    EventAsked,
    OrganizationAsked,
    RequesterAsking,
    ServiceAsked,
    SubscriberAsked,
)
from cleanclaim.core.authorization.services import Procedure, Stay

__all__ = [
    "AuthorizationAnswer",
    "AuthorizationRequest",
    "Decision",
    "DependentAsked",
    "EventAnswered",
    "EventAsked",
    "Organization",
    "OrganizationAnswering",
    "OrganizationAsked",
    "Procedure",
    "Provider",
    "Requester",
    "RequesterAnswered",
    "RequesterAsking",
    "ServiceAnswered",
    "ServiceAsked",
    "Stay",
    "SubscriberAsked",
    "read_278",
    "write_278",
    "write_278_interchange",
]
