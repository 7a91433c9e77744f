"""Registers of all ten types, without pictures: what careful keyers make of a commune's books.

Pure and seeded. Families keep together over the registers and the years; errors are put in by
`faults`, one kind at a time.
"""

from sohotich.sample.world.registers.book import Register, registers
from sohotich.sample.world.registers.page import Written

__all__ = ["Register", "Written", "registers"]
