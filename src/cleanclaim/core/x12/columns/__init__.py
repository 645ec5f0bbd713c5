"""The columnar reader: an 835 file as Arrow tables.  Needs the extra `columns` (numpy, pyarrow)."""

from cleanclaim.core.x12.columns.read import SCHEMAS, Tables, read_columns, whole

__all__ = ["SCHEMAS", "Tables", "read_columns", "whole"]
