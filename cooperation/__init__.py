"""The Django project: settings, addresses, the server's entry and the embedded database. No domain code."""
