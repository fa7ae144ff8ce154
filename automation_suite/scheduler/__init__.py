"""The foreground scheduler: what starts the jobs where there is no cron, such as in a container."""
