"""Under every frame that ships no proposal breaks a rule and every certificate holds (C5, C6)."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.exchange.placement_frames import load_frame
from brobygger.matching import generator
from brobygger.matching.placing import place
from matching.verifying import Town, raw_problem


@pytest.mark.parametrize("name", ["denmark", "lejre", "randers", "vesthimmerland"])
@pytest.mark.parametrize("shared", [False, True], ids=["whole", "shared"])
def test_proposals_and_certificates_hold(name: str, shared: bool) -> None:  # noqa: FBT001  the kind of town
    frame = load_frame(name, on=date(2026, 11, 2))
    said = 0
    for seed in range(4):
        town = generator.problem(16, seed=seed, shared=shared, unknown=0.02, late=0.1, homes=0.8)
        found = place(town, frame, seconds=10)
        verified = Town(raw_problem(town), frame)
        assert verified.faults_of_placements(found.placements) == []
        assert verified.faults_of_all(found.unplaced, found.placements) == []
        said += len(found.placements) + len(found.unplaced)
    assert said > 16
