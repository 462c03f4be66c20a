"""What is kept: the SQLite file of a community, its tables, migrations and backups."""
