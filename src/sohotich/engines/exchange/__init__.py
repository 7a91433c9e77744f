"""Ports to outside systems. A package is what leaves the house: exact, summed, whole or not there.

Nothing is imported here: `content` is light and wanted at approval, `pm158` writes workbooks.
"""
