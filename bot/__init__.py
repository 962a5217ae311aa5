"""The assistant: understands what a person asks for and keeps the thread.

Runs in an environment of its own (Python 3.10, ``bot/requirements.txt``), imported by nobody:
the portal speaks to it over HTTP only. Run its parts from the project root, ``python -m bot.train``.
"""
