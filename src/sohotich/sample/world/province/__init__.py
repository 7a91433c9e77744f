"""Fifteen days of a whole province at work: which books it has and who did what to them when.

Pure and seeded: books and days repeat for a seed; nothing here knows a database.
"""
