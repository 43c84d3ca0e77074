"""What templates may ask of persons."""
