"""Public pages that belong to no feature: home, navigation, accessibility, privacy, imprint."""
