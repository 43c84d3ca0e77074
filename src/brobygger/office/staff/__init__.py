"""Who works in the office: employed, let in by a first password, moved to another post, ended, handed over from (N1).

For leaders and system administrators; no citizen is shown. Law: databeskyttelsesforordningen art. 32; forvaltningsloven
§ 27 (duty of silence): who has left office comes in no more.
"""
