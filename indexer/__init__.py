"""Reports stored, findable and linked: catalog, engines, linking."""
