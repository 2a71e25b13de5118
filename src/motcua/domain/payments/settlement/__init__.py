"""What one body collected for another and has handed over; what budgets owe for fees that nobody paid."""
