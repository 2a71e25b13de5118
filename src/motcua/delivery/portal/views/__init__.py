"""The pages. Each view reads the request, calls the domain once, and shows the answer."""
