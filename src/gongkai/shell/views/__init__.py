"""The screens that every room shares."""
