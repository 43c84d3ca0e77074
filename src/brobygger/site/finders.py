"""Finds the design system's static files: what its stylesheet names, and nothing else of the package."""

from __future__ import annotations

import builtins
import re
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PREFIX = "dkfds"
STYLESHEET = "css/dkfds.min.css"  # the neutral theme
ALLOWED = (STYLESHEET, f"{STYLESHEET}.map", "js/dkfds.min.js", "js/dkfds.min.js.map", "img/all-svg-icons.svg")
NAMED_BY_CSS = re.compile(r"""url\(\s*["']?(?!data:)([^"')?#]+)""")


class DesignSystemFinder(BaseFinder):
    """`dkfds/...` out of the npm package, which stays where npm put it."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__()
        self.storage = FileSystemStorage(location=settings.DESIGN_SYSTEM)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]  # collectstatic copies to prefix + path

    @cached_property
    def allowed(self) -> frozenset[str]:
        """The paths that are served: every file that the stylesheet names is among them."""
        stylesheet = Path(settings.DESIGN_SYSTEM) / STYLESHEET
        if not stylesheet.exists():
            return frozenset()
        named = NAMED_BY_CSS.findall(stylesheet.read_text())
        return frozenset(ALLOWED) | {_resolved(PurePosixPath(STYLESHEET).parent / name) for name in named}

    def find(self, path: str, find_all: bool = False, **_: object) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        inside = path.removeprefix(f"{PREFIX}/")
        found = self.storage.path(inside) if path != inside and inside in self.allowed else None
        if find_all:
            return [found] if found else []
        return found or []

    # The patterns leave out what a folder holds by accident; here every file is named.
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002 - Django's
        for path in sorted(self.allowed):
            yield path, self.storage

    def check(self, **_: object) -> builtins.list[Any]:
        return []


def _resolved(path: PurePosixPath) -> str:
    """`css/../img/x.svg` is `img/x.svg`."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
