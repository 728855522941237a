"""How a flow ended that did its work."""

from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Completed

WARNED = "有警告"
"""The name of the final state of a flow that did its work, though something needs a look."""


def completed(told: str, *, warned: bool, data: Any = None) -> State[Any]:
    """The final state of a flow that did its work; `told` is its message."""
    return Completed(message=told, name=WARNED if warned else "Completed", data=data)
