"""Directory of advice services: who helps with what, where, in which language."""
