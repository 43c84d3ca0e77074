"""The rulebooks, opened for those who work by them: every rule with its versions, sources and worked examples.

For every officer, and for the citizen whom an officer shows the screen. B17, B18, B25. No case is touched.
"""
