"""What a municipality has settled for itself: a version confirmed, or given the count that nobody could read.

Settled once, by name and with a source, it holds for every citizen; a version that the rulebook itself confirms, or
that is no longer in it, is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from brobygger.law.rulebook import RUNNING, Count, Rule, Rulebook, Text, Version
from brobygger.law.unconfirmed import Kind, key_of
from brobygger.law.wording import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What somebody settled: `key` and `kind` as in the list of what is not confirmed, `span` where a count was set."""

    key: str
    kind: Kind
    by: str
    on: date
    source: str
    span: Count | None = None

    @property
    def text(self) -> Text:
        """The settlement in words, as it stands in a reckoning."""
        da, en = (said(self.on, language) for language in ("da", "en"))
        if self.span is None:
            return {
                "da": f"Bekræftet af kommunen ({self.by}, {da}; kilde: {self.source}).",
                "en": f"Confirmed by the municipality ({self.by}, {en}; source: {self.source}).",
            }
        return {
            "da": f"Fastsat af kommunen ({self.by}, {da}; kilde: {self.source}).",
            "en": f"Set by the municipality ({self.by}, {en}; source: {self.source}).",
        }


def with_settlements(book: Rulebook, settlements: Iterable[Settlement]) -> Rulebook:
    """The rulebook as the municipality has settled it; of two settlements of the same the last given counts."""
    told = {(one.key, one.kind): one for one in settlements}
    if not told:
        return book
    return replace(book, rules={name: _settled_rule(rule, told) for name, rule in book.rules.items()})


def _settled_rule(rule: Rule, told: Mapping[tuple[str, Kind], Settlement]) -> Rule:
    versions = tuple(_settled(rule, version, told) for version in rule.versions)
    return rule if versions == rule.versions else replace(rule, versions=versions)


def _settled(rule: Rule, version: Version, told: Mapping[tuple[str, Kind], Settlement]) -> Version:
    key = key_of(rule, version)
    whole, transition = told.get((key, "version")), told.get((key, "transition"))
    if transition is not None and version.transition_unread:
        version = replace(version, transition_unread=False, transition_settled=transition.text)
    if whole is None or version.confirmed:
        return version
    version = replace(version, confirmed=True, note=whole.text)
    if whole.span is None:
        return version
    runs_on = any(other.repeats in RUNNING for other in rule.versions)
    if version.repeats in ("not_read", "as_agreed"):
        version = replace(version, repeats="after_last" if runs_on else "once")
    return replace(version, span=whole.span)
