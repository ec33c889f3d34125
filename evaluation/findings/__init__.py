"""From change tables to publishable statements."""
