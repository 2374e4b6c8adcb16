"""What counting the year costs, against the barest question that has an answer: one GROUP BY a table.

`count_year` asks every measure of every room and keeps, for each of its figures, the ids of the facts that it
counted; the baseline counts the same tables by kind and outcome and keeps nothing. Usage: bench/compiling.py [ROWS].
"""

from __future__ import annotations

import sys

from django.db import connection
from office import YEAR, best, database, multiply, open_office, seed

from gongkai.reporting.counting import count_year

BASELINE = (
    "SELECT c.applicant_kind, y.ground, count(*) FROM inforequests_inforequest AS c"
    " LEFT JOIN inforequests_reply AS y ON y.request_id = c.id GROUP BY c.applicant_kind, y.ground",
    "SELECT medium, topic, count(*) FROM proactive_publicationrecord GROUP BY medium, topic",
)


def grouped() -> None:
    """Ask the baseline."""
    with connection.cursor() as cursor:
        for statement in BASELINE:
            cursor.execute(statement)
            cursor.fetchall()


def main() -> None:
    """Print the seconds of both and their ratio."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    office = open_office()
    seed(office)
    multiply(rows)
    base = best(grouped)
    ours = best(lambda: count_year(office.system, YEAR))
    print(f"{database()}: {rows:,} requests, {rows:,} publications")
    print(f"GROUP BY     {base:8.2f} s")
    print(f"count_year   {ours:8.2f} s   {ours / base:.1f} × the baseline")


if __name__ == "__main__":
    main()
