"""Procedures as the city offers them: packages kept in versions, found by everyday words."""
