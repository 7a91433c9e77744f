"""Workbooks out and in: the template of a book, files sent in, what comes back of them."""
