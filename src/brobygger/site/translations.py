"""What is to be translated, found in code and templates, held against the English catalogue.

The words in code and templates are Danish; `office/locale/en/LC_MESSAGES/django.po` holds the English. Gettext's
programs are not on every machine, so the words are found with Python and Django alone.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation.template import templatize

from brobygger.site import folders
from brobygger.site.catalogues import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = folders.LOCALE / "en" / "LC_MESSAGES" / "django.po"

# The functions whose words are translated: which arguments are context, singular and plural.
CALLS = {
    "_": ("one",),
    "gettext": ("one",),
    "gettext_lazy": ("one",),
    "gettext_noop": ("one",),
    "ngettext": ("one", "many"),
    "ngettext_lazy": ("one", "many"),
    "pgettext": ("context", "one"),
    "pgettext_lazy": ("context", "one"),
    "npgettext": ("context", "one", "many"),
    "npgettext_lazy": ("context", "one", "many"),
}
LITERAL = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?(?:\s*,\s*{LITERAL})?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
PLURAL_FORMS = 2  # English, like Danish: one and many


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with the catalogue, and what to do about it."""

    words: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"»{self.words}«: {self.problem}. {self.remedy}."


def in_use(package: Path = PACKAGE) -> list[Message]:
    """Everything that code and templates ask to have translated, each once, in the order of the alphabet."""
    found: dict[str, Message] = {}
    for path in package.rglob("*.py"):
        found |= {message.key: message for message in _in_python(path.read_text())}
    for path in package.rglob("templates/**/*.*"):
        found |= {message.key: message for message in _in_template(path.read_text(), str(path))}
    return [found[key] for key in sorted(found)]


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            wanted = len(CALLS.get(name, ()))
            values = [value.value for value in node.args[:wanted] if isinstance(value, ast.Constant)]
            if wanted and len(values) == wanted:
                yield _message(name, [str(value) for value in values])


def _in_template(source: str, origin: str) -> Iterator[Message]:
    for call in IN_TEMPLATE.finditer(templatize(source, origin=origin)):
        yield _message(call[1], [ast.literal_eval(literal) for literal in call.groups()[1:] if literal])


def _message(call: str, values: list[str]) -> Message:
    return Message(**cast("Any", dict(zip(CALLS[call], values, strict=False))))


def faults(used: Iterable[Message], catalogue: Iterable[Message]) -> list[Wrong]:
    """What is not translated, translated twice or for nobody, or translated with other placeholders."""
    wanted = {message.key: message for message in used}
    found: list[Wrong] = []
    seen: dict[str, Message] = {}
    for message in catalogue:
        if not message.one:
            continue
        if message.key in seen:
            found.append(Wrong(message.one, "stands twice", "Keep one"))
        seen[message.key] = message
        found += _faults_of(message, wanted)
    found += [_without_english(message) for key, message in wanted.items() if key not in seen]
    return found


def _faults_of(message: Message, wanted: dict[str, Message]) -> Iterator[Wrong]:
    if message.key not in wanted:
        yield Wrong(message.one, "is no longer used", "Remove it from django.po")
    elif not message.translated or len(message.wordings) != (PLURAL_FORMS if message.many else 1):
        yield _without_english(message)
    elif any(
        _placeholders(english) - _placeholders(message.one + (message.many or "")) for english in message.wordings
    ):
        yield Wrong(message.one, "has a placeholder that the Danish lacks", "Use the Danish names")


def _without_english(message: Message) -> Wrong:
    return Wrong(message.one, "has no English", "Write it in django.po")


def _placeholders(*texts: str) -> set[str]:
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def tidied(used: Iterable[Message], catalogue: Iterable[Message]) -> str:
    """The catalogue sorted, each message once, without what nobody asks for and with a line for what is new."""
    known = {message.key: message for message in sorted(catalogue, key=lambda message: message.translated)}
    kept = [known[""]] if "" in known else []
    for message in used:
        message.wordings = [""] * (PLURAL_FORMS if message.many else 1)
        kept.append(known.get(message.key, message))
    return "\n".join(_block(message) for message in kept)


def _block(message: Message) -> str:
    lines = [] if message.context is None else [f"msgctxt {_quoted(message.context)}"]
    lines.append(f"msgid {_quoted(message.one)}")
    if message.many is None:
        lines += [f"msgstr {_quoted(english)}" for english in message.wordings]
    else:
        lines.append(f"msgid_plural {_quoted(message.many)}")
        lines += [f"msgstr[{number}] {_quoted(english)}" for number, english in enumerate(message.wordings)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """As a .po file quotes it: a text of more than one line begins under its keyword, a line at a time."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.split("\n")
    if len(lines) == 1:
        return f'"{escaped}"'
    return "\n".join(['""', *(f'"{line}\\n"' for line in lines[:-1]), *(f'"{line}"' for line in lines[-1:] if line)])
