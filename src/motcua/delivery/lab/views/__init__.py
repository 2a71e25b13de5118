"""The pages of the laboratory, one module for each part."""
