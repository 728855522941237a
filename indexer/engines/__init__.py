"""Search engines behind one protocol; each module imports its own library, nobody else does."""
