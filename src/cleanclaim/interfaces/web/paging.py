"""Pages of a long list, for screens; applications take them from `cleanclaim.paging`, which stands below them."""

from cleanclaim.paging import Page, keyset_page

__all__ = ["Page", "keyset_page"]
