"""The screens of case files: search, the person, a door opened in an emergency, and the log of looks."""
