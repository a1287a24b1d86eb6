"""The readers of the room."""
