"""One text in several files is one report: what stands at a place, and since when it is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns; what stood at a place until now were its report's own bytes.

    The texts of reports that are there already are not compared: `reindex` does that.
    """
    with op.batch_alter_table("report") as table:
        table.add_column(sa.Column("text_sha256", sa.String(64)))
        table.create_index("ix_report_text_sha256", ["text_sha256"])
    op.add_column("place", sa.Column("sha256", sa.String(64)))
    op.add_column("place", sa.Column("gone_at", sa.String(32)))
    op.execute(
        "UPDATE place SET sha256 ="
        " (SELECT report.sha256 FROM report WHERE report.id = place.report_id)"
    )
    with op.batch_alter_table("place") as table:
        table.alter_column("sha256", existing_type=sa.String(64), nullable=False)
        table.create_index("ix_place_sha256", ["sha256"])
