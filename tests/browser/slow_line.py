"""A line between browser and server that can be slow, and that can be cut and come back."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

CHUNK = 65536


class SlowLine:
    """A TCP relay to a port of this machine. Every packet is held back for `delay` seconds in each direction."""

    def __init__(self, target: int, delay: float) -> None:
        self._target = target
        self._delay = delay
        self._up = True
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        self._hang_up()

    def cut(self, seconds: float) -> None:
        """Break every connection and refuse new ones for that long."""
        self._up = False
        self._hang_up()
        time.sleep(seconds)
        self._up = True

    def _hang_up(self) -> None:
        for one in self._open:
            with suppress(OSError):  # It may have been closed by the other side already.
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return  # The line was taken down.
            if not self._up:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:  # The server is away, and comes back.
                near.close()
                continue
            self._open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(CHUNK):
                time.sleep(self._delay)
                sink.sendall(data)
        except OSError:
            pass  # The line was cut.
        finally:
            sink.close()
