"""One router for each feature of the API; no rule of the field lives here."""
