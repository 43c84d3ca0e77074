"""Persons, families, cases and the ledger of facts about them (A6, A10, B19, B20, N2, N5).

Facts are only ever added. Law: offentlighedsloven § 13 (duty to note), databeskyttelsesforordningen art. 5 (accuracy).
"""
