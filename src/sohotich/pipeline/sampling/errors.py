"""What the station of samples refuses."""

from sohotich.foundation.database.errors import UserError


class SampleError(UserError):
    """The lot is closed, the record is not in hand, or an answer that cannot be."""
