"""The English wording, compiled from its .po files without gettext's programs, which a fresh machine lacks.

Reads what we write ourselves: `msgctxt`, `msgid`, `msgid_plural`, `msgstr`, `msgstr[n]`, continued strings, comments
and flags.
"""

from __future__ import annotations

import ast
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CONTEXT_END = "\x04"
PLURAL_END = "\x00"
MAGIC = 0x950412DE


@dataclass(slots=True, kw_only=True)
class Message:
    """One string and its wordings in the other language."""

    context: str | None = None
    one: str = ""
    many: str | None = None
    wordings: list[str] = field(default_factory=list)
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """The string as a compiled catalogue looks it up."""
        key = self.one if self.many is None else self.one + PLURAL_END + self.many
        return key if self.context is None else self.context + CONTEXT_END + key

    @property
    def translated(self) -> bool:
        """Worded in full, and not by guess."""
        return bool(self.wordings) and all(self.wordings) and not self.fuzzy


def read(path: Path) -> list[Message]:
    """Every message of a .po file, the header (the empty string's) among them."""
    return [_message(path, block) for block in _blocks(path.read_text())]


def compile_all(locale: Path) -> list[Path]:
    """Every catalogue under *locale* whose .po is newer than its .mo. Returns what was made."""
    made = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            half = target.with_suffix(".new")
            half.write_bytes(compiled(read(source)))
            half.rename(target)
            made.append(target)
    return made


def compiled(messages: Iterable[Message]) -> bytes:
    """A .mo file's bytes: two sorted tables of lengths and places, then the strings. Untranslated ones are left out."""
    pairs = sorted(
        (message.key.encode(), PLURAL_END.join(message.wordings).encode()) for message in messages if message.translated
    )
    start = 7 * 4
    place = start + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    strings = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), place + len(strings)]
            strings += pair[column] + b"\x00"
    header = struct.pack("<7I", MAGIC, 0, len(pairs), start, start + 8 * len(pairs), 0, 0)
    return header + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + strings


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines of one message at a time; obsolete ones (`#~`) are passed over."""
    block: list[str] = []
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        starts_anew = line.startswith(("#", "msgctxt")) or (line.startswith("msgid ") and not _only_context(block))
        if (not line or starts_anew) and any(kept.startswith("msgstr") for kept in block):
            yield block
            block = []
        if line and not line.startswith("#~"):
            block.append(line)


def _only_context(block: list[str]) -> bool:
    return not any(line.startswith("msgid") for line in block)


def _message(path: Path, block: list[str]) -> Message:
    message = Message()
    keyword = ""
    for line in block:
        if line.startswith("#"):
            message.fuzzy = message.fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        quoted = line
        if not line.startswith('"'):
            keyword, _, quoted = line.partition(" ")
            if keyword.startswith("msgstr"):
                message.wordings.append("")
        try:
            _add(message, keyword, ast.literal_eval(quoted))
        except (SyntaxError, ValueError, IndexError) as fault:
            raise Fault(
                da=f"{path}: linjen {line!r} kan ikke læses. En linje er et nøgleord og en tekst i anførselstegn.",
                en=f"{path}: cannot read the line {line!r}. A line is a keyword and a quoted string.",
            ) from fault
    return message


def _add(message: Message, keyword: str, text: str) -> None:
    if keyword == "msgctxt":
        message.context = (message.context or "") + text
    elif keyword == "msgid":
        message.one += text
    elif keyword == "msgid_plural":
        message.many = (message.many or "") + text
    elif keyword.startswith("msgstr"):
        message.wordings[-1] += text
    else:
        raise ValueError(keyword)
