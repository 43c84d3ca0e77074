"""The doors to duties: the worklist, one duty, and the case page."""
