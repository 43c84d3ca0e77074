"""What a changed rate or rule would mean for a whole population: every household reckoned by the one-citizen path."""
