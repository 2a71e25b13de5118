"""Reminding: who is told of what is owed, before and after its time, once each; and the apologies that are owed."""
