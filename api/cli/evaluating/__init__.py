"""Commands of those who measure versions and compare them."""
