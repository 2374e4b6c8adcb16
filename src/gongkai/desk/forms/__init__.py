"""The forms of the desk: of people and posts, of calendar and values."""
