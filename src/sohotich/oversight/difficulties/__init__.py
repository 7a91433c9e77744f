"""Destroying what is kept no longer: proposed by one person, done by another, certified."""
