"""Tests of the house as a whole; a room's own tests stand beside the room."""
