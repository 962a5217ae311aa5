"""Discrimination reports: sealed cases, the reporter's mailbox, the counsellors' vault and desk."""
