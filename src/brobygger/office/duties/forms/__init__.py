"""What officers write about duties and facts."""
