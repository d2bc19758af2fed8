"""The rules of the field, pure: no file, no network, no database, no screen."""
