"""One module for one thing that a report says; all read folded text (`ingest.folding`)."""
