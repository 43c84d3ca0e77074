"""The law core: pure functions from facts and dated, cited rules to duties with their reckoning. Standard library only."""
