-- For people who open the file with another tool.

CREATE VIEW entries AS                     -- one row an event, in words
SELECT e.id, coalesce(r.outlet, r.ref) AS outlet, r.published, e.type, e.mode, e.status, e.when_value AS "when", e.when_basis,
  (SELECT group_concat(coalesce(a.name, x.actor), '; ') FROM event_actors x LEFT JOIN actors a ON a.report = e.report AND a.id = x.actor
    WHERE x.event = e.id AND x.side = 'actor') AS actors,
  (SELECT group_concat(coalesce(a.name, x.actor), '; ') FROM event_actors x LEFT JOIN actors a ON a.report = e.report AND a.id = x.actor
    WHERE x.event = e.id AND x.side = 'recipient') AS recipients,
  (SELECT group_concat(coalesce(a.name, x.actor), '; ') FROM event_actors x LEFT JOIN actors a ON a.report = e.report AND a.id = x.actor
    WHERE x.event = e.id AND x.side = 'behalf') AS behalf,
  e.trigger, (SELECT group_concat(c.text, ' … ') FROM contents c WHERE c.event = e.id) AS content,
  s.text AS sentence, g.group_id, e.report, e.rule
FROM events e
JOIN reports r ON r.id = e.report
JOIN sentences s ON s.report = e.report AND s.number = e.sentence
LEFT JOIN group_members g ON g.event = e.id
WHERE r.current = 1;

CREATE VIEW all_links AS                   -- within reports and across them
SELECT type, source, target, score, reasons, report, 'report' AS scope FROM links
UNION ALL
SELECT a.type, a.source, a.target, a.score, a.reasons, e.report, 'across' FROM across a JOIN events e ON e.id = a.source;
