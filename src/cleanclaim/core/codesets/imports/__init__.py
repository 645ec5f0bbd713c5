"""The agencies' own files, read into releases."""

from cleanclaim.core.codesets.imports.layout import LAYOUTS
from cleanclaim.core.codesets.imports.load import Loaded, codes_import

__all__ = ["LAYOUTS", "Loaded", "codes_import"]
