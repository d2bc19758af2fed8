"""Reading ISO 9660 images."""
