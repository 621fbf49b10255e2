"""Questions to a record of many reports; every answer is rows of plain data, which :mod:`communique.show` prints."""
