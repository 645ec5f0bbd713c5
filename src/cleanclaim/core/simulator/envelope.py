"""The way back: control numbers that are never used twice, and sender and receiver changed round."""

from datetime import datetime

from cleanclaim.core.simulator.state import Route, State
from cleanclaim.core.x12 import Envelope, Group, InterchangeHeader


def route_of(header: InterchangeHeader, group: Group) -> Route:
    """Who sent the file to whom."""
    return Route(
        sender=header.sender,
        receiver=header.receiver,
        sender_qualifier=header.sender_qualifier,
        receiver_qualifier=header.receiver_qualifier,
        sender_code=group.sender,
        receiver_code=group.receiver,
        usage=header.usage or "T",
    )


def reply(state: State, route: Route, *, at: datetime) -> Envelope:
    """The envelope of the next answer on this route."""
    state.control_number += 1
    return answering(route, control_number=state.control_number, at=at)


def answering(route: Route, *, control_number: int, at: datetime) -> Envelope:
    """Sender and receiver of `route` changed round."""
    return Envelope(
        sender=route.receiver,
        receiver=route.sender,
        control_number=control_number,
        moment=at,
        sender_qualifier=route.receiver_qualifier,
        receiver_qualifier=route.sender_qualifier,
        usage=route.usage,
        application_sender=route.receiver_code,
        application_receiver=route.sender_code,
    )


def name_of(transaction: str, control_number: int) -> str:
    """`835-000000012.x12`: the transaction and ISA13."""
    return f"{transaction}-{control_number:09d}.x12"
