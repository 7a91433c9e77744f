"""The boards of those who steer: province, district, commune, person, on any day."""
