"""The use cases, and the only place where a transaction begins."""
