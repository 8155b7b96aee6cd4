"""Passports of this site: the store on Django's ORM, and whose passport is whose."""
