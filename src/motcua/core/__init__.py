"""Pure rules: no Django, no database, no clock, no network. Most rules of law live here."""
