"""Where notices of arrivals come in: by form and by file, from the post to cases with families (A4, A5, A6, A10, A13).

Law: integrationsloven §§ 4 and 10 (allocation and taking over); frame: Lejre's four weeks to find temporary housing.
"""
