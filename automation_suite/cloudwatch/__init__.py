"""The log on its way to CloudWatch Logs: kept in the state folder until it has arrived, sent by a process of its own."""
