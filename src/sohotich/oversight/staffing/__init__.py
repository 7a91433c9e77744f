"""Who works on the registers and with what: task force, helpers, shifts, machines."""
