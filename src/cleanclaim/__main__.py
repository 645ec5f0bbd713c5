"""`python -m cleanclaim` is the command line."""

from cleanclaim.interfaces.cli.main import app

if __name__ == "__main__":
    app()
