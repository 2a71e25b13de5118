"""The laboratory: where procedures are drawn, checked, tried, approved, published, and running dossiers moved over."""
