"""What will become of the cases that are open now: played on from where they stand, many times."""
