"""English as the field writes it: the day before the month."""
