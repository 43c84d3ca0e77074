"""Adapters: file, API and register formats to and from frozen dataclasses."""
