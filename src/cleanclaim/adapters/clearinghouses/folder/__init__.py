"""A trading partner that exchanges files in two folders of a disk both can reach."""

from cleanclaim.adapters.clearinghouses.folder.transport import FolderClearinghouse

__all__ = ["FolderClearinghouse"]
