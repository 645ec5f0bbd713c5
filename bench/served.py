"""The web server that `cleanclaim serve` starts, over the database of the environment, and one connection to it."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.test import Client

from cleanclaim.interfaces.cli.serve import commands, environment, is_taken

HOST, WORKERS, START_SECONDS = "127.0.0.1", 2, 60


@contextmanager
def served(client: Client) -> Iterator[Callable[[str], str]]:
    """Run the server; gives a function that asks it for an address in the client's session."""
    port = _free_port()
    data_dir = Path(settings.DATA_DIR)
    command = commands(HOST, port, WORKERS, data_dir, demo=False)["web server"]
    server = subprocess.Popen(command, env=environment(data_dir))
    try:
        _wait_for(port)
        with closing(HTTPConnection(HOST, port, timeout=START_SECONDS)) as connection:
            headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}
            yield lambda address: _page(connection, address, headers)
    finally:
        server.terminate()
        server.wait()


def _page(connection: HTTPConnection, address: str, headers: dict[str, str]) -> str:
    connection.request("GET", address.replace(" ", "%20"), headers=headers)
    response = connection.getresponse()
    content = response.read().decode()
    assert response.status in (200, 302), f"{address}: {response.status}"
    return content


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind((HOST, 0))
        return any_port.getsockname()[1]


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_taken(HOST, port):
        assert time.monotonic() < deadline, "the web server did not start"
        time.sleep(0.1)
