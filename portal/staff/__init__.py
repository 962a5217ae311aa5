"""Sign-in, accounts, roles and the audit trail of the people who work with the portal."""
