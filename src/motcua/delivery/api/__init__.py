"""The door for machines: the same services as the pages, as JSON over HTTP, described by OpenAPI."""
