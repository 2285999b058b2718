"""Rules that propose spans to mark; pure, over the domain."""
