"""Object-centric logs (OCEL 2.0) as JSON, XML and SQLite: the objects of one type are taken for the cases."""

from motcua.core.mining.reading.ocel.database import read_ocel_database
from motcua.core.mining.reading.ocel.document import read_ocel_json
from motcua.core.mining.reading.ocel.elements import read_ocel_xml

__all__ = ["read_ocel_database", "read_ocel_json", "read_ocel_xml"]
