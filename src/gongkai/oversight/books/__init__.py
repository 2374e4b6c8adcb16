"""The books of this room, in the order in which they must be filled: what is named comes before what names it."""

from gongkai.oversight.books import duties, platforms, public

BOOKS = (*public.BOOKS, *duties.BOOKS, *platforms.BOOKS)
