"""What somebody with the database may try, and what becomes of it: on the portal, on pages, in `verify`."""
