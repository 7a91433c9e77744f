"""Backup of database and files together, and bringing them back.

`store` is the folder of backups, `envelope` its encryption, `dump` the database's side, `making`,
`restoring`, `checking` the three acts, `space` the room on the disk. None of them needs Django;
`services`, `jobs` and `schedule` do.
"""
