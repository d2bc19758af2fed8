"""``kisotui version``: one file for each thing that is done to versions."""
