"""A report in MessagePack: as the catalog keeps it, and as workers hand it on."""

import msgspec

from ingest.model import Report

encode = msgspec.msgpack.Encoder().encode
"""The bytes of a report."""

decode = msgspec.msgpack.Decoder(Report).decode
"""The report in the bytes."""
