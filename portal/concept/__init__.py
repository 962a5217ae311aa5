"""The published concept: fields, topics, challenges, goals, indicators, its versions and their import."""
