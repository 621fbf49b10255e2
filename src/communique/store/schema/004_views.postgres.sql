-- As in SQLite; names and contents in their order.

CREATE VIEW entries AS
SELECT e.id, coalesce(r.outlet, r.ref) AS outlet, r.published, e.type, e.mode, e.status, e.when_value AS "when", e.when_basis,
  (SELECT string_agg(coalesce(a.name, x.actor), '; ' ORDER BY x.number) FROM event_actors x
    LEFT JOIN actors a ON a.report = e.report AND a.id = x.actor WHERE x.event = e.id AND x.side = 'actor') AS actors,
  (SELECT string_agg(coalesce(a.name, x.actor), '; ' ORDER BY x.number) FROM event_actors x
    LEFT JOIN actors a ON a.report = e.report AND a.id = x.actor WHERE x.event = e.id AND x.side = 'recipient') AS recipients,
  (SELECT string_agg(coalesce(a.name, x.actor), '; ' ORDER BY x.number) FROM event_actors x
    LEFT JOIN actors a ON a.report = e.report AND a.id = x.actor WHERE x.event = e.id AND x.side = 'behalf') AS behalf,
  e.trigger, (SELECT string_agg(c.text, ' … ' ORDER BY c.number) FROM contents c WHERE c.event = e.id) AS content,
  s.text AS sentence, g.group_id, e.report, e.rule
FROM events e
JOIN reports r ON r.id = e.report
JOIN sentences s ON s.report = e.report AND s.number = e.sentence
LEFT JOIN group_members g ON g.event = e.id
WHERE r.current = 1;
