"""When things run: Prefect flows, schedules and sources; no logic of their own."""
