"""Figures, measured in one run; trust the ratios, never the times of a shared machine."""
