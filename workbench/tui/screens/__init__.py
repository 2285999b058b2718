"""The screens: each wires keys to services and paint, and decides nothing itself."""
