"""What people do with ratings: give one, answer one, invite to one. Each owns its transaction."""
