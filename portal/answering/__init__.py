"""Surveys on the phone: list, start, pages, submission, resume. Thin over the engine in `surveys`."""
