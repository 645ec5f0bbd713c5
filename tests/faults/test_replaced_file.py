"""A partner that puts new contents under one name while we read its folder."""

from multiprocessing import get_context

from cleanclaim.adapters.clearinghouses.folder import FolderClearinghouse
from cleanclaim.adapters.clearinghouses.folder.transport import put

CONTENTS, LENGTH = 300, 200_000


def partner(folder) -> None:
    for number in range(CONTENTS):
        put(folder, "835.x12", bytes([number % 256]) * LENGTH)
    put(folder, "835.x12", b"last")


def test_a_file_replaced_while_it_is_read_is_taken_whole(tmp_path):
    house, outbound = FolderClearinghouse(tmp_path), tmp_path / "outbound"
    writer = get_context("spawn").Process(target=partner, args=[outbound])
    writer.start()
    taken = []
    while writer.is_alive() or any(outbound.iterdir()):
        for file in house.collect():
            taken.append(file.content)
            house.confirm(file.name)
    writer.join()
    assert [content for content in taken if len(set(content)) > 1] == [b"last"]
    assert all(len(content) == LENGTH for content in taken if content != b"last")
