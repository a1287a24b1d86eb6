"""Russian without the abbreviation for "year", whose full stop would double the sentence's own."""
