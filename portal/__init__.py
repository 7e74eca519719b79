"""The Work4Life portal. Start at portal/app.py (the web) or portal/cli.py (the commands)."""
