"""What a download costs with kisotui, and with the tools that people use otherwise.

Every section runs its contestants in alternating rounds and prints a table of medians; the time
of a run means nothing by itself, its ratio to the others' in the same round does.
"""
