"""Brobygger: case management for the integration teams of Danish municipalities."""
