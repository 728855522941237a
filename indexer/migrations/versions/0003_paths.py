"""What ever stood at a path is found without looking at every place."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the index."""
    op.create_index("ix_place_path", "place", ["path"])
