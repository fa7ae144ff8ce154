"""What the web application imports to deploy the suite."""
