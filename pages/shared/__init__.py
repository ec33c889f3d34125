"""What pages share: the session, the sidebar, and how figures are shown."""
