from pathlib import Path

import pytest
import zstandard

from cleanclaim.interfaces.fhir.bundle import Bundle, Unreadable, files_of, read_bundles
from cleanclaim.interfaces.fhir.resources import Encounter, Patient, Reference

FILES = Path(__file__).parent / "files"
PATIENT = b'{"resourceType": "Patient", "id": "p1", "birthDate": "1971-06-09"}'
VISIT = b'{"resourceType": "Encounter", "id": "e1", "subject": {"reference": "Patient/p1"}}'


def read(*paths: Path) -> list[Bundle | Unreadable]:
    return list(read_bundles(paths, lambda _: None))


def test_references_are_found_by_address_and_by_kind_and_id():
    (bundle,) = read(FILES / "two_visits.json")
    for reference in ("urn:uuid:p1", "Patient/p1"):
        assert bundle.find(Reference(reference), Patient).id == "p1"
    assert bundle.find(Reference("Patient/p1"), Encounter) is None


def test_a_resource_of_wrong_types_is_named_with_its_path_and_the_rest_is_read():
    (bundle,) = read(FILES / "two_visits.json")
    (wrong,) = bundle.unreadable
    assert "entry 16" in wrong.place
    assert "$.name" in wrong.problem
    assert len(list(bundle.all(Encounter))) == 4


@pytest.mark.parametrize("suffix", [".ndjson", ".ndjson.zst"])
def test_bare_resources_of_all_files_make_one_bundle(tmp_path, suffix):
    for name, line in (("Patient", PATIENT), ("Encounter", VISIT)):
        packed = zstandard.compress(line + b"\n") if suffix.endswith("zst") else line + b"\n\n"
        (tmp_path / f"{name}{suffix}").write_bytes(packed)
    (bundle,) = read(*files_of(tmp_path))
    (visit,) = bundle.all(Encounter)
    assert bundle.find(visit.subject, Patient).birth_date == "1971-06-09"


def test_a_line_that_is_not_json_is_refused_with_its_place(tmp_path):
    file = tmp_path / "half.ndjson"
    file.write_bytes(PATIENT + b"\n{oops\n")
    refused, bundle = read(file)
    assert refused.place == "half.ndjson line 2"
    assert len(bundle.resources) == 1


def test_a_file_that_only_says_it_is_compressed_is_refused(tmp_path):
    file = tmp_path / "plain.ndjson.zst"
    file.write_bytes(PATIENT)
    with pytest.raises(OSError, match="not a zstd file"):
        read(file)
