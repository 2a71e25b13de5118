"""The books of an agency at the desk: takings, reconciliation, hand-overs, payments to people."""
