"""Where rulebooks are read from: those shipped with the program, and a folder of a municipality's own laid over them.

The folder is named by a command's `--rules`, or for the office, the nightly run and every command by the environment
variable `BROBYGGER_RULEBOOKS`. It holds a folder for each municipality: `koege/municipality.toml`, `koege/duties/…`,
`koege/rates/…`, `koege/placement.toml` and `koege/facts.toml`. A municipality's folder there takes the place of the
shipped one of the same name. A folder that has the law too (`denmark/`) stands alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from brobygger.law.errors import Fault

SHIPPED = Path(__file__).parent.parent / "rulebooks"
DENMARK = "denmark"
VARIABLE = "BROBYGGER_RULEBOOKS"
NAMED = "municipality.toml"
FACTS = "facts.toml"


@dataclass(frozen=True, slots=True)
class Library:
    """The folder with the law, and perhaps one with municipalities of its own laid over it."""

    base: Path
    own: Path | None = None

    def municipalities(self) -> list[str]:
        """Every municipality that has a rulebook, and `denmark` for the law alone."""
        folders = (self.base, self.own) if self.own else (self.base,)
        return sorted({file.parent.name for folder in folders for file in folder.glob(f"*/{NAMED}")})

    def folder(self, municipality: str) -> Path:
        """Where that municipality's rulebook is: its own folder before the shipped."""
        if self.own and (self.own / municipality / NAMED).exists():
            return self.own / municipality
        return self.base / municipality

    def files(self, municipality: str, kind: str) -> Iterator[tuple[Path, str]]:
        """The municipality's files of one kind (`duties`, `milestones`, `rates`), each with the name faults call it."""
        for path in sorted((self.folder(municipality) / kind).glob("*.toml")):
            yield path, f"{municipality}/{kind}/{path.name}"

    def unknown(self, municipality: str) -> Fault:
        """The fault that the library has no municipality of that name."""
        known = ", ".join(self.municipalities()) or "none found"
        return Fault(municipality, "No rulebook of that name.", f"Use one of: {known}.")

    def faults(self) -> list[Fault]:
        """What is wrong with the folder itself; what is wrong in its files is found when they are read."""
        if self.own is None:
            return []
        where = str(self.own)
        if not self.own.is_dir():
            return [Fault(where, "There is no such folder.", f"Mend the path, in --rules or in {VARIABLE}.")]
        found = [
            Fault(f"{path.name}/", f"It has no {NAMED}.", 'Add it with name = { da = "…", en = "…" }.')
            for path in sorted(self.own.iterdir())
            if path.is_dir() and not path.name.startswith(".") and not (path / NAMED).exists()
        ]
        if (self.own / FACTS).exists():
            found.append(
                Fault(FACTS, "Words belong to a municipality.", "Move the file into the municipality's folder.")
            )
        if not found and not list(self.own.glob(f"*/{NAMED}")):
            found.append(Fault(where, "It holds no rulebook.", f"Add a folder with a {NAMED}, such as koege/{NAMED}."))
        return found


def library(directory: Path | None = None) -> Library:
    """The library of *directory*, else of the one that the environment names, else what is shipped alone."""
    named = os.environ.get(VARIABLE)
    directory = directory or (Path(named) if named else None)
    if directory is None or directory == SHIPPED:
        return Library(SHIPPED)
    return Library(directory) if (directory / DENMARK).is_dir() else Library(SHIPPED, own=directory)


def municipalities(directory: Path | None = None) -> list[str]:
    """Every municipality that the rulebooks know, and `denmark` for the law alone."""
    return library(directory).municipalities()
