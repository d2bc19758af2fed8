"""One web server that is asked for the bytes of an ISO.

``Client`` asks and ``Answer`` is what comes back; both block, and belong into threads. Failures
are Problems with the codes of a download.
"""
