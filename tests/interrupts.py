"""Child processes that Ctrl-C reaches, wherever the tests themselves were started."""

import signal


def heeding_interrupts() -> None:
    """A shell's background job ignores SIGINT, and so do the children it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
