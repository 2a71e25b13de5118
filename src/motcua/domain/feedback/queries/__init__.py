"""What pages ask of ratings. All answers are frozen values."""
