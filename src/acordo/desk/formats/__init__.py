"""Forms of dates where Django's own differ from the desk's."""
