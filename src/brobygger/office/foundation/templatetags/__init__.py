"""What the rooms' templates may say."""
