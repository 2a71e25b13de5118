"""The leaders' page: what is wrong, where, since when, who acts."""
