"""The pages: one module for each subject, its PAGES and ACTIONS collected here."""

from communique.web.pages import actors, desk, dyads, exchanges, reports, review, search, timeline
from communique.web.view import Action, Page

_MODULES = (desk, reports, exchanges, search, timeline, actors, dyads, review)

PAGES: tuple[Page, ...] = tuple(page for module in _MODULES for page in getattr(module, "PAGES", ()))
ACTIONS: tuple[Action, ...] = tuple(action for module in _MODULES for action in getattr(module, "ACTIONS", ()))
