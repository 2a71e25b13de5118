"""What happened, read from the log of it: courses, times, waiting and its causes. Pure: logs come in as bytes."""
