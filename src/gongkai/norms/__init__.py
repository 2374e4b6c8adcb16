"""Today, and the unit's own dated values over those the law room ships.

The clock is asked here once; every action takes the day as an argument.
"""
