"""A sentence for people, in Danish and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said in both languages; Danish is the source."""

    da: str
    en: str

    def said_in(self, language: str) -> str:
        """The sentence in *language*; every language but English gets the Danish one."""
        return self.en if language.startswith("en") else self.da
