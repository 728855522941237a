"""The tables of `web.sqlite`: who may log in, who did what. They cannot be made anew from reports.

Times are UTC in ISO format to the second; secrets are kept as digests only.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

# One row: the key that tokens against forged forms are made with, and how long the log is kept.
house = Table(
    "house",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("secret", String, nullable=False),
    Column("audit_days", Integer, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("password", String, nullable=False),  # argon2id, with its parameters
    Column("role", String, nullable=False),
    Column("regions", Text, nullable=False),  # JSON
    Column("disabled", Boolean, nullable=False, default=False),
    Column("created_at", String, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("digest", String, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("created_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String, nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("role", String, nullable=False),
    Column("note", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("expires_at", String, nullable=False),
    Column("revoked", Boolean, nullable=False, default=False),
)

# Failed logins, until they no longer count.
attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("at", String, nullable=False),
    Index("attempt_by_name", "name", "at"),
    Index("attempt_by_address", "address", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("address", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", Text, nullable=False),
    Index("audit_by_time", "at"),
    sqlite_autoincrement=True,
)

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("who", String, nullable=False),
    Column("began_at", String, nullable=False),
    Column("told_at", String, nullable=False),
    Column("ended_at", String),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("outcome", Text, nullable=False, default=""),
)

# A log that somebody could change would prove nothing: the database itself refuses, except to drop
# what is older than the time that the log is kept.
AUDIT_ONLY_GROWS = (
    """CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    """CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit
    WHEN julianday('now') - julianday(OLD.at) < (SELECT audit_days FROM house)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
)
