"""Languages, texts, their review, machine drafts. The lowest package: it knows no portal, no survey, no web."""
