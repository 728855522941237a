"""From the bytes of a document to a `Report`: pure functions, no database, clock or environment."""
