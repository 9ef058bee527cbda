"""What every stack repeats, once."""
