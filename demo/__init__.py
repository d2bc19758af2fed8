"""What ``make demo`` and the tests run against: genuine small ISOs, and a server for them."""
