"""Drawn books of the types other than births: what stands in them, and the form it stands on.

The forms are likenesses: their lines are those the record type knows of that time, in its order;
where each stood on the paper is invented.
"""

from sohotich.sample.world.kinds.paper import paper_form
from sohotich.sample.world.kinds.records import year_entries
from sohotich.sample.world.kinds.writing import noted_keys, written_lines

__all__ = ["noted_keys", "paper_form", "written_lines", "year_entries"]
