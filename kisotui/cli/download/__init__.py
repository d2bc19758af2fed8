"""``kisotui download``: one file for each command."""
