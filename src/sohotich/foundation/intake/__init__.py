"""The one door for uploads: checked by the guard before anything is kept."""
