"""Parts of the Rasa pipeline and what they are made of; only the modules that need Rasa import it."""
