"""A browser without a face: one request, and what became of it."""

import http.client
import socket
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
CSRF = "tortureTortureTortureTortureTort"  # any 32 letters do, as long as cookie and form have the same
SLOW = 4096  # bytes that wait on the side of a slow reader


@dataclass(frozen=True)
class Answer:
    """What came back; 0 when the connection broke off, before the answer or in the middle of it."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    problem: str = ""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def is_in_words(self) -> bool:
        """Whether an error says what is wrong to people, and nothing of the site's inside."""
        has_words = any(words in self.body for words in (b"<title>", b'"title":', b"Ask again"))
        return has_words and b"Traceback" not in self.body


@dataclass(frozen=True)
class Visitor:
    """Who asks: a reader, or with a session somebody of the staff."""

    port: int
    session: str = ""
    address: str = "192.0.2.1"

    def get(self, path: str, *, slowly: bool = False, timeout: float = 60) -> Answer:
        return self._ask("GET", path, None, "", slowly=slowly, timeout=timeout)

    def post(self, path: str, data: dict[str, Any]) -> Answer:
        form = urlencode(data | {"csrfmiddlewaretoken": CSRF}, doseq=True).encode()
        return self._ask("POST", path, form, "application/x-www-form-urlencoded")

    def send_file(self, path: str, name: str, content: bytes) -> Answer:
        mark = "torture-boundary"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{CSRF}\r\n'.encode(),
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode(),
            b"Content-Type: text/csv\r\n\r\n" + content + f"\r\n--{mark}--\r\n".encode(),
        ]
        return self._ask("POST", path, b"".join(parts), f"multipart/form-data; boundary={mark}")

    def _ask(
        self, method: str, path: str, body: bytes | None, kind: str, *, slowly: bool = False, timeout: float = 60
    ) -> Answer:
        began = time.perf_counter()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=timeout)
        headers = {"X-Forwarded-For": self.address}
        if self.session:
            headers["Cookie"] = f"sessionid={self.session}; csrftoken={CSRF}"
        if kind:
            headers["Content-Type"] = kind
        try:
            if slowly:
                connection.sock = _narrow(self.port, timeout)
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = _slowly(response) if slowly else response.read()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, content, told, time.perf_counter() - began)
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, seconds=time.perf_counter() - began, problem=type(error).__name__)
        finally:
            connection.close()


def _narrow(port: int, timeout: float) -> socket.socket:
    """A connection in which little waits, so that the site is still writing while it is read."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW)
    found.settimeout(timeout)
    found.connect((HOST, port))
    return found


def _slowly(response: http.client.HTTPResponse) -> bytes:
    read = bytearray()
    while piece := response.read(64 * 1024):
        read += piece
        time.sleep(0.01)
    return bytes(read)
