"""The agencies' own files, read into releases: pairs, units, add-on codes, fees, procedures."""

from cleanclaim.core.codesets.imports.layout import LAYOUTS
from cleanclaim.core.codesets.imports.load import Loaded, codes_import

__all__ = ["LAYOUTS", "Loaded", "codes_import"]
