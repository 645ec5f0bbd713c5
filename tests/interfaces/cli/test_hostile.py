"""Files that nobody should send, through every command on files: told with their place, never a fault of ours."""

import json
import re
from collections.abc import Callable

import pytest
from tests.builders.claim_values import ENVELOPE
from tests.builders.from_guide import interchange, made

from cleanclaim.core.x12.guide import guide

GUIDES = ("271", "277", "278request", "837d", "999")
COMMANDS = (
    ("read", "--format", "ndjson"),
    ("check", "--snip", "1,2,3,4,5", "--as-of", "2026-03-10"),
    ("ack", "--claims", "--snip", "1,2,3,4,5", "--out", "ACK"),
    ("split", "--by", "claim", "--out", "SPLIT"),
    ("merge", "--out", "-"),
    ("redact", "--out", "-"),
)
SOME = slice(3, -3)  # between ST and SE
Damage = Callable[[list[str]], list[str]]


def levels_turned_round(segments: list[str]) -> list[str]:
    body = segments[SOME]
    starts = [at for at, text in enumerate(body) if text.startswith("HL*")] or [0]
    levels = [body[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [*segments[:3], *body[: starts[0]], *(text for level in reversed(levels) for text in level), *segments[-3:]]


def levels_without_end(segments: list[str]) -> list[str]:
    return [*segments[:4], *(f"HL*{n}*{n - 1}*20*1" for n in range(1, 1_100)), *segments[4:]]


def a_long_element(segments: list[str]) -> list[str]:
    return [*segments[:4], f"REF*EI*{'9' * 100_000}", f"NM1*85*2*{'A:B^C' * 20_000}", *segments[4:]]


def many_elements(segments: list[str]) -> list[str]:
    return [*segments[:4], f"{segments[4]}{'*' * 50_000}X", *segments[5:]]


def an_interchange_inside(segments: list[str]) -> list[str]:
    return [*segments[:5], *segments, *segments[5:]]


def counts_that_are_none(segments: list[str]) -> list[str]:
    se, ge, iea = (text.split("*") for text in segments[-3:])
    return [*segments[:-3], f"SE*-5*{se[2]}", f"GE*²*{ge[2]}", f"IEA*٣*{iea[2]}"]


def an_answer_to_nothing(segments: list[str]) -> list[str]:
    answer = ["AK1*XX*-1*zzz", "AK2*999*1", "IK3*²*x*é*8", "IK4*0*-1*99*v", "IK5*Q*1*2*3*4*5*6*7", "AK9*Z*-1*x*²"]
    return [*segments[:3], *answer, *segments[SOME], *segments[-3:]]


def an_acknowledgment_alone(segments: list[str]) -> list[str]:
    return [segments[0], "TA1", "TA1*000000001*999999*9999*Z*XYZ", "TA1*²*٣*x*A*000*more", segments[-1]]


def digits_of_other_scripts(segments: list[str]) -> list[str]:
    foreign = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    return [*segments[:3], *(text.translate(foreign) for text in segments[SOME]), *segments[-3:]]


def control_numbers_that_are_none(segments: list[str]) -> list[str]:
    isa, gs, st = (text.split("*") for text in segments[:3])
    isa[13], gs[6], st[2] = "ABC", "²²", ""
    return ["*".join(isa), "*".join(gs), "*".join(st), *segments[3:]]


DAMAGES: tuple[Damage, ...] = (
    *(levels_turned_round, levels_without_end, a_long_element, many_elements, an_interchange_inside),
    *(counts_that_are_none, an_answer_to_nothing, an_acknowledgment_alone, digits_of_other_scripts),
    control_numbers_that_are_none,
)
COLLIDING = ["::*~", "*:~~", "*:^:", "AB^~", "*1^~", "* ^~", "*\n^\n", "*:^A"]


def a_file(name: str) -> list[str]:
    rows = made(guide(name), fullness=0.2, often=1, seed=1)
    return interchange(guide(name), rows, ENVELOPE).decode().rstrip("~").split("~")


@pytest.fixture
def through(run, tmp_path):
    """Every command on one file; gives what each says."""

    def commands(content: str) -> dict[str, str]:
        file = tmp_path / "hostile.x12"
        file.write_text(content, encoding="utf-8", newline="")
        said = {}
        for name, *options in COMMANDS:
            told = run(name, file, *(tmp_path / one if one.isalpha() and one.isupper() else one for one in options))
            assert isinstance(told.exception, SystemExit | None), (name, told.exception)
            said[name] = told.output
        stats = run("stats", file, "--format", "json")
        said["stats"] = json.loads(stats.stdout)
        assert run("diff", file, file).exit_code in (0, 2)
        return said

    return commands


@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_no_command_stumbles(through, run, tmp_path, name, damage):
    said = through("~".join(damage(a_file(name))) + "~")
    records = [json.loads(line) for line in said["read"].split("\n") if line.startswith("{")]
    if not said["stats"]["problems"] and len(records) == said["read"].count("\n"):
        values = [record["value"] for record in records if record["part"] in {"Claim", "ClaimPayment"}]
        assert sum(value["charge"] for value in values) == said["stats"]["charged"]
    for answer in (tmp_path / "ACK").glob("*-999-*"):
        told = run("check", answer, "--snip", "1", "--select", "SYN")
        assert told.exit_code == 0 or "AK" in told.output, told.output  # AK: what names a group or set was none


@pytest.mark.parametrize("delimiters", COLLIDING)
def test_delimiters_that_cannot_be_told_apart_are_refused_by_every_command(through, delimiters):
    text = "~".join(a_file("271")) + "~"
    said = through(text.translate(str.maketrans("*:^~", delimiters)))
    assert all(re.search("segment 1, ISA16|not with ISA", said[name]) for name in ("read", "merge", "redact")), said
