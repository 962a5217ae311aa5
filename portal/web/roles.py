"""The roles of the staff and what each of them may do."""

EDITOR = "editor"
TRANSLATOR = "translator"
SURVEY_MANAGER = "survey_manager"
ANALYST = "analyst"
COUNSELLOR = "counsellor"
ADMIN = "admin"

ROLES = (EDITOR, TRANSLATOR, SURVEY_MANAGER, ANALYST, COUNSELLOR, ADMIN)

# One reads reports of discrimination, the other can let others in: a stolen password must not be enough.
SECOND_FACTOR_ROLES = frozenset({COUNSELLOR, ADMIN})
