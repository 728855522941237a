"""As little of an OpenSearch cluster as a lease and a handshake need, in this process.

Documents are kept in memory, with the sequence numbers that conditional writes go by.
"""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class _Documents:
    """Documents by path, each with the number of its last write."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, object]] = {}
        self._writes = 0
        self._lock = threading.Lock()

    def answer(
        self, method: str, path: str, asked: dict[str, str], body: bytes
    ) -> tuple[int, object]:
        """The status and the JSON that a cluster gives."""
        if path.startswith("/_cluster/health"):
            return 200, {"status": "green"}
        if "/_doc/" not in path:
            return 404, {"error": "not there"}
        with self._lock:
            return self._document(method, path, asked, body)

    def _document(
        self, method: str, path: str, asked: dict[str, str], body: bytes
    ) -> tuple[int, object]:
        kept = self._kept.get(path)
        if method == "GET":
            if kept is None:
                return 404, {"found": False}
            return 200, {
                "found": True,
                "_seq_no": kept[0],
                "_primary_term": 1,
                "_source": kept[1],
            }
        expected = asked.get("if_seq_no")
        conflict = kept is not None and asked.get("op_type") == "create"
        if conflict or (expected is not None and (kept is None or int(expected) != kept[0])):
            return 409, {"error": {"type": "version_conflict_engine_exception"}, "status": 409}
        self._writes += 1
        if method == "DELETE":
            self._kept.pop(path, None)
        else:
            self._kept[path] = (self._writes, json.loads(body))
        return 200, {"_seq_no": self._writes, "_primary_term": 1}


@contextmanager
def cluster(tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a cluster that answers while the context lasts."""
    documents = _Documents()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, found = documents.answer(self.command, parts.path, asked, body)
            packed = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(packed)))
            self.end_headers()
            self.wfile.write(packed)

        do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is written to the terminal."""

    server = _Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        scheme = "https" if tls else "http"
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}/test"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A handshake that the other side refuses is what a test asks for."""
