"""Sets of cases: reading them from many formats, checking them, drafting them."""
