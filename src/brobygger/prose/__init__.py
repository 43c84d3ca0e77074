"""Figures in, Danish and English sentences out. Pure."""
