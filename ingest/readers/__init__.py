"""One reader a file format: `read(data, limits) -> Document`, or `Unreadable`."""
