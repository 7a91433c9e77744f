"""When each unit will be done, why that is expected, and which moves would make all be in time."""
