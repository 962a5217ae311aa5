"""The survey engine: XLSForm in, immutable instrument, path, answers and sealed storage. Knows no web."""
