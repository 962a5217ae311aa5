"""The translators' desk: what there is in which language, side by side with the German."""
