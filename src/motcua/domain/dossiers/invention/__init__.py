"""What an invented past is filled with: people who do not exist, what they write, what they hand in, who serves them.

The first thing to read is `recipe.py`, which says what is data (catalogue/reference/invention).
"""
