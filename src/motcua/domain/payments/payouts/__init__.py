"""Payments to people: lists checked, approved by two, sent to a bank in batches, everybody paid once a period."""
