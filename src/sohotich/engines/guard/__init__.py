"""Opening files from strangers: what a file truly is, and a clear refusal when it may do harm.

Nothing here decodes pixels or trusts a file name: types go by magic and structure, sizes by
headers checked against limits. Readers (imaging, workbook) may open what `inspect` let through.
"""

from sohotich.engines.guard.facts import FileFacts, Limits, Refused
from sohotich.engines.guard.inspection import inspect, sha256_of

__all__ = ["FileFacts", "Limits", "Refused", "inspect", "sha256_of"]
