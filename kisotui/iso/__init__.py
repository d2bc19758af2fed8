"""Reading ISO 9660 (ECMA-119) images that nobody vouches for."""
