"""What all screens share: tokens, parts, words for dates and money, the frame around a page."""
