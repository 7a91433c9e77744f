"""The invented province in an installation: accounts, books and work, through the real services.

Needs Django ready and the database migrated.
"""

from sohotich.sample.load.campaign import Loaded, Stopped, load_campaign

__all__ = ["Loaded", "Stopped", "load_campaign"]
