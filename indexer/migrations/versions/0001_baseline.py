"""The first version of the catalog."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates all tables and the one row of `state`."""
    op.create_table(
        "report",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("orgs", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("inspecting_body", sa.Text),
        sa.Column("inspection_kind", sa.String(32)),
        sa.Column("round", sa.Text),
        sa.Column("published_on", sa.String(10)),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("superseded_by", sa.String(12)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("sha256", name="uq_report_sha256"),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["report.id"], name="fk_report_superseded_by_report"
        ),
    )
    for column in ("kind", "published_on", "current", "superseded_by"):
        op.create_index(f"ix_report_{column}", "report", [column])

    op.create_table(
        "finding",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("report_id", sa.String(12), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("type", sa.Text),
        sa.Column("org", sa.Text),
        sa.Column("deadline", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name="fk_finding_report_id_report", ondelete="CASCADE"
        ),
    )
    for column in ("report_id", "status", "type"):
        op.create_index(f"ix_finding_{column}", "finding", [column])

    op.create_table(
        "place",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("report_id", sa.String(12), nullable=False),
        sa.Column("first_seen", sa.String(32), nullable=False),
        sa.Column("replaced_at", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name="fk_place_report_id_report", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_place_report_id", "place", ["report_id"])
    open_place = sa.text("replaced_at IS NULL")
    op.create_index(
        "uq_place_path_open",
        "place",
        ["path"],
        unique=True,
        sqlite_where=open_place,
        postgresql_where=open_place,
    )

    op.create_table(
        "quarantine",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("passing", sa.Boolean, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("first_tried", sa.String(32), nullable=False),
        sa.Column("last_tried", sa.String(32), nullable=False),
        sa.Column("dropped", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
        sa.UniqueConstraint("path", name="uq_quarantine_path"),
    )
    op.create_table(
        "change",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("report_id", sa.String(12), nullable=False),
        sa.Column("added", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_change"),
    )
    state = op.create_table(
        "state",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("floor", sa.BigInteger, nullable=False),
        sa.Column("journal", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_state"),
    )
    op.bulk_insert(state, [{"id": 1, "sequence": 0, "floor": 0, "journal": 0}])
