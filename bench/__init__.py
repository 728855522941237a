"""Benchmarks, and the generator of the reports they run on. Nothing here is installed."""
