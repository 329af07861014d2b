"""flows: when things run, and the command line. Prefect's own telemetry is off before anything here imports it."""

import os

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
