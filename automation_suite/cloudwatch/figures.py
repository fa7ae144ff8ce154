"""The figures of a run as CloudWatch takes them out of its last line (embedded metric format). Pure.

They travel in the line itself, so they wait, arrive or are sent again together with it. They need no call and no permission
of their own, and count for the time of the run also when they come days later.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAMESPACE = "AutomationSuite"


def embedded(line: Mapping[str, Any], at: float) -> dict[str, Any]:
    """Return what is added to a line so that CloudWatch counts it; empty when it does not end a run, or a dry run.

    Args:
        line: Its fields; the last line of a run has ``outcome``, ``seconds``, ``amount`` and ``dry_run``.
        at: Its time, in seconds since 1970.
    """
    if not line.get("outcome") or line.get("dry_run"):
        return {}
    by_job = {
        "Duration": ("Seconds", line.get("seconds")),
        "Amount": ("None", float(line["amount"]) if line.get("amount") else None),
    }
    known = {name: (unit, value) for name, (unit, value) in by_job.items() if value is not None}
    directives = [_directive(["job", "outcome"], {"Runs": "Count"})]
    if known:
        directives.append(_directive(["job"], {name: unit for name, (unit, _) in known.items()}))
    values = {name: value for name, (_, value) in known.items()}
    return {"Runs": 1, **values, "_aws": {"Timestamp": round(at * 1000), "CloudWatchMetrics": directives}}


def _directive(dimensions: list[str], units: Mapping[str, str]) -> dict[str, Any]:
    metrics = [{"Name": name, "Unit": unit} for name, unit in units.items()]
    return {"Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": metrics}
