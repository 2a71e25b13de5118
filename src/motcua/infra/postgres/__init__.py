"""PostgreSQL: which server to use, and the embedded one when nothing else is named."""

from motcua.infra.postgres.server import PostgresError, Server, connection_settings, embedded, located

__all__ = ["PostgresError", "Server", "connection_settings", "embedded", "located"]
