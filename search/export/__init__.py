"""Answers as files that an office works on."""
