"""Commands: parse, call the service, print."""
