"""Reading a large value without halting everybody else."""

from typing import Any, get_args, get_origin

import msgspec

_Raws = list[msgspec.Raw]


def decoded(data: bytes | msgspec.Raw, kind: Any) -> Any:
    """The value of a type in MessagePack, item by item: read as one piece, a hundred megabytes
    would keep all other threads waiting until the end.

    `kind` is a record of tuples, a tuple of any length, or anything small.
    """
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        parts = msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw])
        fields = msgspec.structs.fields(kind)
        return kind(**{each.name: decoded(parts[each.encode_name], each.type) for each in fields})
    if get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
        decode = msgspec.msgpack.Decoder(get_args(kind)[0]).decode
        # A loop of Python's own: within one call to C nobody else gets a turn.
        return tuple([decode(each) for each in msgspec.msgpack.decode(data, type=_Raws)])
    return msgspec.msgpack.decode(data, type=kind)
