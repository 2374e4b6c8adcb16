"""Screens of this room: cases, and their letters."""
