"""Other coders' events and ours: read theirs (:mod:`.read`), hold them against ours (:mod:`.match`)."""
