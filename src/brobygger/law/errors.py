"""What the law core refuses, each with file or place, problem and remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file: where it is, what the problem is and what mends it."""

    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem} {self.remedy}"


class FaultsError(Exception):
    """A file, or a folder of files, cannot be used; every fault found is told at once."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class RulebookFaultsError(FaultsError):
    """The rulebook cannot be trusted until these faults are mended."""


class CaseFaultsError(FaultsError):
    """The case file cannot be assessed until these faults are mended."""
