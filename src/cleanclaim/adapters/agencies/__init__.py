"""The agencies' own pages: where a code set is published, which files stand there, and fetching them."""

from cleanclaim.adapters.agencies.fetch import Unreachable, fetched, newest
from cleanclaim.adapters.agencies.pages import Page, pages_of

__all__ = ["Page", "Unreachable", "fetched", "newest", "pages_of"]
