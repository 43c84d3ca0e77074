"""A fault that its reader can mend: the message names the thing, the problem and the remedy."""

from __future__ import annotations


class Fault(Exception):  # noqa: N818 - the office's word
    """Shown to whoever runs the command, without a traceback."""
