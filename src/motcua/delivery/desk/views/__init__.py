"""Each view reads what was asked, calls the domain once, and renders."""
