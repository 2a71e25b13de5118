"""What if: any process that the engine runs, played many times with staff, calendars and chance. Pure and seeded."""
