"""Speed and size of the running product, shown as ratios within one run. Nothing here fails a build."""
