"""Who may see and do what: municipalities kept apart, officers and their roles, the log of looks (N1, N2, N4, N5).

Law: databeskyttelsesforordningen art. 5, 15 and 32; databeskyttelsesloven; forvaltningsloven § 27 (duty of silence).
"""
