"""The assistant: takes a question, asks the bot for its topic, answers with reviewed texts and the directory."""
