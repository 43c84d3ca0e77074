"""Makes the environment that everything else runs in, before any package is there: the standard library only."""
