"""Published figures: releases, the analysts' desk, the results pages and the report."""
