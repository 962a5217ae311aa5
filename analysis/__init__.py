"""From a frozen release to publishable figures: the only package with pandas; it opens no database."""
