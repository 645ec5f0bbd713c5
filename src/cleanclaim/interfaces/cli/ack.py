"""Answer X12 files as their receiver: TA1, 999 and 277CA."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.acknowledgment import (
    acknowledge,
    acknowledge_claims,
    acknowledge_interchange,
    refuse_interchange,
    write_277ca_interchange,
    write_999_interchange,
    write_ta1,
)
from cleanclaim.core.claim import Party
from cleanclaim.core.x12 import Envelope, Interchange, judge, read_interchanges
from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.interfaces.cli.jobs import Jobs
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.split import stem_of, write_new
from cleanclaim.interfaces.cli.terminal import given_files, levels_of, one_by_one

app = typer.Typer()
_ACKNOWLEDGMENTS = frozenset({"999", "997"})  # are never themselves acknowledged
_WIDEST_PARTY = 15  # ISA06, ISA08


@app.command(epilog="Example: cleanclaim ack inbox/ --out answers/ --claims")
def ack(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    out: Annotated[Path, typer.Option(help="Folder to write into, or - for standard output")] = Path("-"),
    claims: Annotated[bool, typer.Option("--claims", help="Answer each claim of an 837 by 277CA as well")] = False,
    snip: Annotated[str, typer.Option(help="SNIP types to reject for: 1,2 or up to 1,2,3,4,5")] = "1,2",
    control_number: Annotated[int, typer.Option(min=1, help="ISA13 of the first answer; each next one counts on")] = 1,
    jobs: Jobs = 1,
) -> None:
    """Write what the receiver of a file owes: TA1 for its envelope, 999 for its groups, 277CA for its claims.

    Exit status: 0 done, 2 something could not be read even as an envelope.
    """
    moment = datetime.now(UTC).astimezone().replace(tzinfo=None)
    levels = levels_of(snip)

    def put(given: Given, answer: Answer) -> None:
        nonlocal control_number
        _put(out, f"{stem_of(given)}-{answer.kind}-{control_number:04d}.x12", _written(answer, control_number))
        control_number += 1

    answers = partial(_answers, levels=levels, moment=moment, claims=claims)
    one_by_one(answers, put, given_files(files).files, "Answering", jobs)


class Answer(Struct, frozen=True):
    """What is owed for an interchange; it gets its number when it is written."""

    kind: str  # TA1, 999, 277CA
    envelope: Envelope
    values: tuple[Any, ...]


def _put(out: Path, name: str, content: bytes) -> None:
    if str(out) == "-":
        typer.echo(content)
        return
    out.mkdir(parents=True, exist_ok=True)
    write_new(out / name, content)


def _written(answer: Answer, number: int) -> bytes:
    envelope = replace(answer.envelope, control_number=number)
    match answer.kind:
        case "TA1":
            return write_ta1(answer.values, envelope)
        case "999":
            return write_999_interchange(answer.values, envelope)
    return write_277ca_interchange(answer.values, envelope, reference=f"{number:09d}")


def _answers(given: Given, levels: frozenset[int], moment: datetime, *, claims: bool) -> Iterator[Answer]:
    """Everything that is owed for a file, in order."""
    content = given.content()
    try:
        for interchange in read_interchanges(content, file=given.name):
            yield from _of_interchange(interchange, _back(interchange, moment), levels, claims=claims)
    except MalformedInterchange as error:
        refused = refuse_interchange(content, error)
        if refused is None:  # it does not begin as an interchange: nobody knows whom to answer
            raise
        yield Answer("TA1", Envelope("RECEIVER", "SENDER", 1, moment), (refused,))


def _back(interchange: Interchange, moment: datetime) -> Envelope:
    """From receiver to sender."""
    header = interchange.header
    return Envelope(
        sender=header.receiver[:_WIDEST_PARTY] or "RECEIVER",
        receiver=header.sender[:_WIDEST_PARTY] or "SENDER",
        control_number=1,
        moment=moment,
        sender_qualifier=header.receiver_qualifier or "ZZ",
        receiver_qualifier=header.sender_qualifier or "ZZ",
        usage=header.usage or "T",
    )


def _of_interchange(
    interchange: Interchange, envelope: Envelope, levels: frozenset[int], *, claims: bool
) -> Iterator[Answer]:
    receipt = acknowledge_interchange(interchange)
    if receipt.code != "A" or interchange.header.acknowledgment_requested == "1":
        yield Answer("TA1", envelope, (receipt,))
    answered = [one for one in interchange.transactions if one.kind not in _ACKNOWLEDGMENTS]
    if answered and receipt.code != "R":
        yield Answer("999", envelope, acknowledge(answered, levels=levels))
    batches = [one for one in answered if one.kind == "837"] if claims else []
    if batches and receipt.code != "R":
        source = Party(name=envelope.sender, payer_id=envelope.sender)
        day = envelope.moment.date()
        yield Answer(
            "277CA",
            envelope,
            tuple(
                acknowledge_claims(one, judge(one, levels=levels), source=source, source_code="PR", received_on=day)
                for one in batches
            ),
        )
