"""The database: engine, tables, repository, journal and migrations."""
