"""The municipal integration office. Each folder is a room."""
