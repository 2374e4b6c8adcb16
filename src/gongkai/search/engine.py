"""The index itself, on both databases: which rows contain all pieces, newest first.

There are two, in tables of their own: the desk's, and the public's. Beside the rows SQLite has an FTS5 table, of which
it keeps only where each piece stands; PostgreSQL a GIN index over a function of the rows. Pieces more, its marks, say
what else a row is (whose, of which kind), so that what a viewer may not see, or did not ask for, is passed over
without being read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.ledger.batches import BATCH
from gongkai.search.models import IndexedRow, IndexedText, PublicText
from gongkai.search.sums import digest_of
from gongkai.search.words import LONGEST_PIECE, pieces_asked, pieces_of

# On PostgreSQL so many of the newest rows of a part are read before its index is asked: what nearly every row
# contains is found there at once, and for what is found less often the index names few rows.
READ_FIRST = 1000
READ_MORE = 10  # rows for each that is asked for, where that is more
_PAST_ALL = 2**63 - 1

MAKE_SQLITE = """
    CREATE VIRTUAL TABLE {pieces} USING fts5(
      pieces, content='', detail='none', columnsize=0,
      tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")
    """
MAKE_FUNCTION = """
    CREATE FUNCTION search_pieces(marks text[], words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
      SELECT array_agg(DISTINCT piece) || marks FROM (
        SELECT a, lead(a, 1) OVER w AS b, lead(a, 2) OVER w AS c
        FROM unnest(string_to_array(words, NULL)) WITH ORDINALITY AS each(a, i) WINDOW w AS (ORDER BY i)
      ) AS three, LATERAL (VALUES (a), (a || b), (a || b || c)) AS pieces(piece)
      WHERE piece IS NOT NULL AND strpos(piece, ' ') = 0
    $$
    """
MAKE_POSTGRESQL = "CREATE INDEX {pieces} ON {table} USING gin ({held}) WITH (fastupdate = off)"

Part = Mapping[str, Any]  # the rows with these values, by column


def make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make what each database keeps of the rows; the migration calls it when the tables are there."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE_FUNCTION)
    for index in INDEXES:
        index.make(schema_editor)


def unmake(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take away what `make` made."""
    for index in INDEXES:
        index.unmake(schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_pieces")


def mark(values: Part) -> str:
    """Return the piece of the rows with these values; no word contains a stroke."""
    return "".join(f"/{column}/{value}" for column, value in values.items())


@dataclass(frozen=True)
class ProposedRecord:
    """A row that contains all words: where it stands in the order, and of which record it is."""

    place: int
    kind: str
    key: int


@dataclass(frozen=True)
class ProposedText(ProposedRecord):
    """A public row that contains all words, with what it is sifted by, and where all of the question stands in it."""

    organ: str
    year: int
    validity: str
    in_title: bool
    in_text: bool


class PieceIndex:
    """Rows of one table and the pieces of each.

    `said` are the columns that say what the record says, `marks` the columns whose values together are one piece more.
    """

    def __init__(
        self, model: type[IndexedRow], *, said: tuple[str, ...], marks: tuple[tuple[str, ...], ...]
    ) -> None:
        self.model, self.said, self.marks = model, said, marks
        self.table = model._meta.db_table
        self.pieces = f"{self.table}_pieces"
        each = (" || ".join(f"'/{column}/' || {column}::text" for column in columns) for columns in marks)
        self.held = f"search_pieces(ARRAY[{', '.join(each)}], text)"

    def make(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make what the database keeps of the rows."""
        sql = MAKE_SQLITE if editor.connection.vendor == "sqlite" else MAKE_POSTGRESQL
        editor.execute(sql.format(table=self.table, pieces=self.pieces, held=self.held))

    def unmake(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Take away what `make` made."""
        what = "TABLE" if editor.connection.vendor == "sqlite" else "INDEX"
        editor.execute(f"DROP {what} {self.pieces}")

    def newest(
        self, parts: Sequence[Part], words: Sequence[str], *, before: int | None, limit: int
    ) -> list[ProposedRecord]:
        """Return the newest rows that contain all words, up to `limit` of each part, below a place if one is given."""
        below = _PAST_ALL if before is None else min(before, _PAST_ALL)
        return [ProposedRecord(*row) for row in self._asked(parts, words, below, limit, "place, kind, key")]

    def put(self, rows: Sequence[Any]) -> None:
        """Store rows and what the engine keeps of them."""
        self.model.objects.bulk_create(rows, batch_size=BATCH)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {self.pieces}(rowid, pieces) VALUES (%s, %s)",  # noqa: S608 - no value is in it
                    [(row.place, self._pieces(row)) for row in rows],
                )

    def take_out(self, rows: Sequence[Any]) -> None:
        """Remove rows and what the engine keeps of them."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {self.pieces}({self.pieces}, rowid, pieces)"  # noqa: S608 - as above
                    " VALUES ('delete', %s, %s)",
                    [(row.place, self._pieces(row)) for row in rows],
                )
        self.model.objects.filter(pk__in=[row.pk for row in rows]).delete()

    def empty(self) -> None:
        """Remove everything, so that nothing is left of what was taken out before either."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"INSERT INTO {self.pieces}({self.pieces}) VALUES ('delete-all')")  # noqa: S608 - as above
            cursor.execute(f"DELETE FROM {self.table}")  # noqa: S608 - as above

    def differs(self) -> bool:
        """Return whether the engine holds other pieces than the rows have; PostgreSQL keeps its own in step."""
        if connection.vendor != "sqlite":
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_held USING fts5vocab(main, {self.pieces}, instance)"
            )
            cursor.execute("SELECT term, doc FROM search_held")
            held = digest_of((term, place) for term, place in cursor)
            cursor.execute("DROP TABLE temp.search_held")
        there = digest_of(
            (piece, row.place)
            for row in self.model.objects.iterator(chunk_size=2000)
            for piece in (*pieces_of(row.text), *(each.lower() for each in self._marks(row)))
        )
        return held != there

    def _pieces(self, row: Any) -> str:
        return " ".join([*self._marks(row), *sorted(pieces_of(row.text))])

    def _marks(self, values: Any) -> list[str]:
        """The marks of a row, or those that a part asks for."""
        if isinstance(values, Mapping):
            asked = [columns for columns in self.marks if values.keys() >= set(columns)]
            return [mark({column: values[column] for column in columns}) for columns in asked]
        return [mark({column: getattr(values, column) for column in columns}) for columns in self.marks]

    def _asked(
        self,
        parts: Sequence[Part],
        words: Sequence[str],
        below: int,
        limit: int,
        columns: str,
        asked: Sequence[str] = (),
    ) -> list[Any]:
        """The newest rows of each part, in these columns, which ask for values of their own."""
        if not parts or not words:
            return []
        ask = self._asked_sqlite if connection.vendor == "sqlite" else self._asked_postgresql
        return ask(parts, list(words), below, limit, columns, asked)

    def _asked_sqlite(
        self,
        parts: Sequence[Part],
        words: list[str],
        below: int,
        limit: int,
        columns: str,
        asked: Sequence[str],
    ) -> list[Any]:
        # Of a word that is longer than a piece the index knows only that all its pieces are there.
        long = [word for word in words if len(word) > LONGEST_PIECE]
        each = (
            f"SELECT * FROM (SELECT {columns} FROM {self.pieces} AS p"  # noqa: S608 - no value is in it
            f" JOIN {self.table} AS t ON t.place = p.rowid"
            f" WHERE p.{self.pieces} MATCH %s AND p.rowid < %s"
            + " AND instr(t.text, %s) > 0" * len(long)
            + " ORDER BY p.rowid DESC LIMIT %s)"
        )
        params: list[Any] = []
        for part in parts:
            pieces = [*self._marks(part), *pieces_asked(words)]
            matched = " AND ".join(f'"{piece}"' for piece in pieces)
            params += [*asked, matched, below, *long, limit]
        return _rows(" UNION ALL ".join([each] * len(parts)), params)

    def _asked_postgresql(
        self,
        parts: Sequence[Part],
        words: list[str],
        below: int,
        limit: int,
        columns: str,
        asked: Sequence[str],
    ) -> list[Any]:
        """Read the newest rows of each part; where they do not hold enough, ask the index for all of the part."""
        contained = " AND strpos(text, %s) > 0" * len(words)
        firsts: list[str] = []
        params: list[Any] = []
        for number, part in enumerate(parts):
            of_part = "".join(f"{column} = %s AND " for column in part)
            firsts.append(
                f"(SELECT {number}, {columns} FROM (SELECT * FROM {self.table}"  # noqa: S608 - no value is in it
                f" WHERE {of_part}place < %s ORDER BY place DESC LIMIT %s) AS newest"
                f" WHERE true{contained} ORDER BY place DESC LIMIT %s)"
            )
            read = max(READ_FIRST, READ_MORE * limit)
            params += [*asked, *part.values(), below, read, *words, limit]
        found = _rows(" UNION ALL ".join(firsts), params)
        enough = {number for number in range(len(parts)) if sum(row[0] == number for row in found) >= limit}
        rest = [part for number, part in enumerate(parts) if number not in enough]
        found = [row[1:] for row in found if row[0] in enough]
        if not rest:
            return found
        # A materialized part is read by the index, whatever the planner thinks of how soon the newest would be found.
        every = (
            f"(WITH there AS MATERIALIZED (SELECT * FROM {self.table} WHERE {self.held} @> %s)"  # noqa: S608 - as above
            f" SELECT {columns} FROM there WHERE place < %s{contained} ORDER BY place DESC LIMIT %s)"
        )
        params = []
        for part in rest:
            params += [[*self._marks(part), *pieces_asked(words)], *asked, below, *words, limit]
        return found + _rows(" UNION ALL ".join([every] * len(rest)), params)


class PublicIndex(PieceIndex):
    """The public's rows, of which one is asked by organ, kind, year and validity, or by none of them."""

    def matching(self, part: Part, words: Sequence[str], phrase: str, *, limit: int) -> list[ProposedText]:
        """Return the newest rows of a part that contain all words, with whether `phrase` stands in title and text."""
        at = "instr" if connection.vendor == "sqlite" else "strpos"
        columns = f"place, kind, key, organ_id, year, validity, {at}(title, %s) > 0, {at}(text, %s) > 0"
        found = self._asked([part], words, _PAST_ALL, limit, columns, [phrase, phrase])
        return [ProposedText(*row[:6], *(bool(each) for each in row[6:])) for row in found]


DESK = PieceIndex(IndexedText, said=("text",), marks=(("organ_id", "kind"),))
PUBLIC = PublicIndex(
    PublicText,
    said=("year", "validity", "title", "text"),
    marks=(("organ_id",), ("kind",), ("year",), ("validity",)),
)
INDEXES = (DESK, PUBLIC)


def _rows(sql: str, params: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
