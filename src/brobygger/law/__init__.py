"""The law core: from facts and dated, cited rules to duties with their reckoning.

Pure functions and data; the standard library only.
"""
