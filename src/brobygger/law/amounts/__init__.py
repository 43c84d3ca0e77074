"""Amounts of money by law: rates are data with periods, an amount is a tree that shows its arithmetic.

Read `model` first (a rate and its periods), then `tree` (an amount), then the amounts themselves.
"""
