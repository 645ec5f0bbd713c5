"""`python -m cleanclaim` is the command line."""

from cleanclaim.interfaces.cli.main import app

app()
