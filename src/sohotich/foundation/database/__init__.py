"""The database and what all stored things share: home, server, roles, clock, keys, errors."""
