"""The catalog's tables. What they hold follows from the originals and their journal.

`HEAD` is the newest of `indexer/migrations`; a change here needs a migration there (a test
compares the two).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

HEAD = "0003"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One report for each distinct file; several names are joined by "、", a region path by "/".
# A report is current while it stands at some place; superseded_by says what took its last one.
report = Table(
    "report",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("title", Text),
    Column("kind", String(16), nullable=False, index=True),
    Column("orgs", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("inspecting_body", Text),
    Column("inspection_kind", String(32)),
    Column("round", Text),
    Column("published_on", String(10), index=True),
    Column("current", Boolean, nullable=False, index=True),
    Column("superseded_by", String(12), ForeignKey("report.id"), index=True),
    Column("text_sha256", String(64), index=True),
    Column("text", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("id", String(24), primary_key=True),
    Column(
        "report_id",
        String(12),
        ForeignKey("report.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("n", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("type", Text, index=True),
    Column("org", Text),
    Column("deadline", String(10)),
)

# Each stay of a report at a path; the open one (replaced_at is null) is what stands there now.
# `sha256` are the bytes that stood there: another page may hold the report's very text.
# `gone_at` is when a site was found to show it no longer.
place = Table(
    "place",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column(
        "report_id",
        String(12),
        ForeignKey("report.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("first_seen", String(32), nullable=False),
    Column("replaced_at", String(32)),
    Column("sha256", String(64), nullable=False, index=True),
    Column("gone_at", String(32)),
)
_open_place = Index(
    "uq_place_path_open", place.c.path, unique=True, sqlite_where=text("replaced_at IS NULL")
)

# What could not be read, by path; sha256 is null where not even the bytes could be had.
quarantine = Table(
    "quarantine",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("path", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64)),
    Column("reason", Text, nullable=False),
    Column("passing", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first_tried", String(32), nullable=False),
    Column("last_tried", String(32), nullable=False),
    Column("dropped", Boolean, nullable=False),
)

# What an index has to do to keep up: take a report in, or take it out.
change = Table(
    "change",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", String(12), nullable=False),
    Column("added", Boolean, nullable=False),
)

# One row. An index at a sequence below `floor` knows another catalog and must be made anew;
# `journal` is the byte up to which the journal of arrivals is in the catalog.
state = Table(
    "state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),
    Column("journal", BigInteger, nullable=False),
)


def for_postgresql() -> None:
    """Says of the tables what only PostgreSQL needs to be told: to say it loads all of that
    dialect, which takes a tenth of the time that a page takes to open."""
    _open_place.dialect_options["postgresql"]["where"] = text("replaced_at IS NULL")
