"""One ISO from an address or a local file to a verified file in its place.

``fetch`` and ``copy`` make the file, ``probe`` looks at an address without keeping anything,
``place`` removes. Bytes and files only: no database, no screen. Failures are Problems with the
codes of a download.
"""
