"""The reading room: the record as pages for people and as an API for programs.

``app.make(Settings)`` gives the application. A page is one function in :mod:`communique.web.pages`, registered by
:func:`communique.web.view.page`, with a template of its own; its JSON and CSV forms come with it.
"""
