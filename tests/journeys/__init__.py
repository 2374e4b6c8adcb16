"""Whole ways through the house, in a real Chromium, at a desk's width and a phone's."""
