"""The doors to reception: who is expected, one letter, and files of letters."""
