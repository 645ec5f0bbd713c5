"""The columnar reader: an 835 file as Arrow tables.  Needs the extra `columns` (numpy and pyarrow)."""

try:
    from cleanclaim.core.x12.columns.read import SCHEMAS, Tables, read_columns, whole
except ModuleNotFoundError as missing:
    missing.add_note("The columnar reader is an extra: pip install 'cleanclaim[columns]'")
    raise

__all__ = ["SCHEMAS", "Tables", "read_columns", "whole"]
