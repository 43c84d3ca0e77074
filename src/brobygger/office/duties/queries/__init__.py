"""What the screens of duties are told."""
