"""The library as a web page and a REST API."""
