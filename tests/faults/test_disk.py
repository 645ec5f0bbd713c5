import pytest
from tests.conftest import LEFT_OUT


@pytest.mark.parametrize("kilobytes", [40, 120])
def test_on_a_full_disk_nothing_is_half_posted_and_all_of_it_once_there_is_space(filled_database_alone, kilobytes):
    told = filled_database_alone("full disk", kilobytes)
    if not told["trials"]:
        pytest.skip(f"{LEFT_OUT}a full disk under PostgreSQL, which only root can make")
    assert told["wrong"] == []
    assert "disk is full" in told["log"] or "No space left on device" in told["log"]
