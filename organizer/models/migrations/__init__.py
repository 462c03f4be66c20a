"""The history of the tables, run by alembic when an older file is opened."""
