"""Judging by people: what is put to them, who gets what, a page to label on, sheets, how far they agree."""
