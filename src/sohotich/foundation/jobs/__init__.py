"""Work in the background: progress, cancelling, retrying; taken up again when a worker dies."""
