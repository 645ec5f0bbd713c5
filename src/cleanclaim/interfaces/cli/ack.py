"""Answer X12 files as their receiver: TA1, 999 and 277CA."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
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
) -> None:
    """Write what the receiver of a file owes: TA1 for its envelope, 999 for its groups, 277CA for its claims.

    Exit status: 0 done, 2 something could not be read even as an envelope.
    """
    moment = datetime.now(UTC).astimezone().replace(tzinfo=None)
    levels = levels_of(snip)

    def answer(given: Given) -> None:
        nonlocal control_number
        for name, content in _answers(given, levels, moment, control_number, claims=claims):
            control_number += 1
            _put(out, f"{stem_of(given)}-{name}.x12", content)

    one_by_one(answer, given_files(files).files, "Answering")


def _put(out: Path, name: str, content: bytes) -> None:
    if str(out) == "-":
        typer.echo(content)
        return
    out.mkdir(parents=True, exist_ok=True)
    write_new(out / name, content)


def _answers(
    given: Given, levels: frozenset[int], moment: datetime, number: int, *, claims: bool
) -> Iterator[tuple[str, bytes]]:
    """Each answer with its name ("999-0001"), control numbers counted from `number`."""
    content = given.content()
    count = number
    try:
        for interchange in read_interchanges(content, file=given.name):
            envelope = _back(interchange, moment, count)
            for kind, answer in _of_interchange(interchange, envelope, levels, claims=claims):
                yield f"{kind}-{count:04d}", answer
                count += 1
    except MalformedInterchange as error:
        refused = refuse_interchange(content, error)
        if refused is None:  # it does not begin as an interchange: nobody knows whom to answer
            raise
        yield f"TA1-{count:04d}", write_ta1([refused], Envelope("RECEIVER", "SENDER", count, moment))


def _back(interchange: Interchange, moment: datetime, number: int) -> Envelope:
    """From receiver to sender."""
    header = interchange.header
    return Envelope(
        sender=header.receiver[:_WIDEST_PARTY] or "RECEIVER",
        receiver=header.sender[:_WIDEST_PARTY] or "SENDER",
        control_number=number,
        moment=moment,
        sender_qualifier=header.receiver_qualifier or "ZZ",
        receiver_qualifier=header.sender_qualifier or "ZZ",
        usage=header.usage or "T",
    )


def _of_interchange(
    interchange: Interchange, envelope: Envelope, levels: frozenset[int], *, claims: bool
) -> Iterator[tuple[str, bytes]]:
    number = envelope.control_number
    receipt = acknowledge_interchange(interchange)
    if receipt.code != "A" or interchange.header.acknowledgment_requested == "1":
        yield "TA1", write_ta1([receipt], envelope)
        number += 1
    answered = [one for one in interchange.transactions if one.kind not in _ACKNOWLEDGMENTS]
    if answered and receipt.code != "R":
        functional = acknowledge(answered, levels=levels)
        yield "999", write_999_interchange(functional, numbered(envelope, number))
        number += 1
    batches = [one for one in answered if one.kind == "837"] if claims else []
    if batches and receipt.code != "R":
        source = Party(name=envelope.sender, payer_id=envelope.sender)
        told = [
            acknowledge_claims(
                one, judge(one, levels=levels), source=source, source_code="PR", received_on=envelope.moment.date()
            )
            for one in batches
        ]
        yield "277CA", write_277ca_interchange(told, numbered(envelope, number), reference=f"{number:09d}")


def numbered(envelope: Envelope, number: int) -> Envelope:
    """The same envelope under another control number."""
    return replace(envelope, control_number=number)
