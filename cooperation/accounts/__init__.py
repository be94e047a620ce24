"""How the staff signs in: password, second factor, sessions that end, fresh sign-in before what cannot be undone."""
