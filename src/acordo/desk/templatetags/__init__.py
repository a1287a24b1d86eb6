"""The words in which the rooms' templates are written; loaded for every template by the settings."""
