"""When things run: Prefect flows, schedules and sources; no logic of their own."""

import os

from flows.tether import tie

# No call leaves the machine. Prefect reads both when it is imported; without either it tries to
# phone home.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")

tie()
