"""What every room's screens are built of: base templates, components, form renderer, date filters."""
