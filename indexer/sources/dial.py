"""Connections for fetching: to permitted addresses only, and none longer than its deadline."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from indexer.sources.address import is_private

Resolve = Callable[[str, int], list[str]]


class PrivateAddress(Exception):
    """A name that stands only for addresses that may not be connected to."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the system's order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class Dialer(httpcore.NetworkBackend):
    """Resolves a name itself and connects to an address that it has checked: a name server cannot
    answer the check with one address and the connection with another.

    `deadline` (time.monotonic) bounds all that happens on its connections, one request at a time.
    """

    def __init__(
        self,
        *,
        allow_private: bool,
        resolve: Resolve = resolve,
        backend: httpcore.NetworkBackend | None = None,
    ) -> None:
        self.deadline = float("inf")
        self._allow_private = allow_private
        self._resolve = resolve
        self._backend = backend or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first permitted address that answers.

        Raises `PrivateAddress`, httpcore.ConnectError or httpcore.ConnectTimeout.
        """
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        permitted = [each for each in addresses if self._allow_private or not is_private(each)]
        if addresses and not permitted:
            raise PrivateAddress(host)
        failure: Exception = httpcore.ConnectError(host)
        for address in permitted:
            try:
                stream = self._backend.connect_tcp(address, port, left(self.deadline, timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Bounded(stream, self)
        raise failure


def left(deadline: float, timeout: float | None) -> float:
    """How long a step may take. Raises httpcore.ReadTimeout past the deadline."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("deadline")
    return seconds if timeout is None else min(seconds, timeout)


class _Bounded(httpcore.NetworkStream):
    """A connection whose every step ends by the dialer's deadline: a server that sends a byte now
    and then would outlast any time limit for a single step."""

    def __init__(self, stream: httpcore.NetworkStream, dialer: Dialer) -> None:
        self._stream = stream
        self._dialer = dialer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(self._dialer.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(self._dialer.deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        limit = left(self._dialer.deadline, timeout)
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, limit), self._dialer)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
