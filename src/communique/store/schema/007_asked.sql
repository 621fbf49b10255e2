-- What pages ask for again and again.

CREATE INDEX reports_read ON reports (id, current, added_by, read_by);
CREATE INDEX persons_actor ON persons (actor);
CREATE INDEX mentions_actor ON mentions (actor, text, reading);
CREATE INDEX traits_opens ON traits (event) WHERE opens = 1;
CREATE INDEX traits_answers ON traits (event) WHERE answers = 1;
