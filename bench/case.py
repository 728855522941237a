"""The fresh process of one case: `python -m bench.case module:function '{"argument": 1}'`."""

import importlib
import sys

import msgspec


def main() -> None:
    """Calls the function and prints the numbers that it returns as one JSON line."""
    module, _, function = sys.argv[1].partition(":")
    arguments = msgspec.json.decode(sys.argv[2], type=dict[str, str | int | float | bool])
    values: dict[str, float] = getattr(importlib.import_module(module), function)(**arguments)
    print(msgspec.json.encode(values).decode())


if __name__ == "__main__":
    main()
