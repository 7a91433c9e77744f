"""Django's PostgreSQL backend that tells the database who speaks (ENGINE in the settings)."""
