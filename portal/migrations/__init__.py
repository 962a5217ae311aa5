"""One history of the database for all packages (Alembic)."""
