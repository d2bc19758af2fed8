"""What a person can do, one function each: the same for screen and command line."""
