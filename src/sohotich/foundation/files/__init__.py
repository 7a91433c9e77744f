"""Stored files: blobs by their content, reached only through links that say whose and what for."""
