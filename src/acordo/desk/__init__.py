"""The web site: settings, addresses, base templates, style, and what all pages share."""
