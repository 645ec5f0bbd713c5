"""The status of claims asked (276) and answered (277), 005010X212, as values."""

from cleanclaim.core.status.answer import (
    ClaimStatusAnswer,
    DependentAnswered,
    LineStatus,
    PayerAnswering,
    ProviderAnswered,
    ReceiverAnswered,
    ReceiverStatus,
    StatusAnswer,
    SubscriberAnswered,
)
from cleanclaim.core.status.files import (
    read_276,
    read_277,
    write_276,
    write_276_interchange,
    write_277,
    write_277_interchange,
)
from cleanclaim.core.status.request import (
    ClaimAsked,
    DependentAsked,
    LineAsked,
    PayerAsked,
    ProviderAsking,
    ReceiverAsking,
    StatusRequest,
    SubscriberAsked,
)
from cleanclaim.core.status.status import Status, StatusCode

__all__ = [
    "ClaimAsked",
    "ClaimStatusAnswer",
    "DependentAnswered",
    "DependentAsked",
    "LineAsked",
    "LineStatus",
    "PayerAnswering",
    "PayerAsked",
    "ProviderAnswered",
    "ProviderAsking",
    "ReceiverAnswered",
    "ReceiverAsking",
    "ReceiverStatus",
    "Status",
    "StatusAnswer",
    "StatusCode",
    "StatusRequest",
    "SubscriberAnswered",
    "SubscriberAsked",
    "read_276",
    "read_277",
    "write_276",
    "write_276_interchange",
    "write_277",
    "write_277_interchange",
]
