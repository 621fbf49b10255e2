-- The triggers that keep judgements as they were made. TRUNCATE, which SQLite does not have, would delete them too.

CREATE FUNCTION judgements_refuse () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'judgements are never %; judge again, or undo', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION judgements_number () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM judgements WHERE id >= new.id) THEN
    RAISE EXCEPTION 'judgements are never replaced; judge again, or undo' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER judgements_are_new BEFORE INSERT ON judgements FOR EACH ROW EXECUTE FUNCTION judgements_number ();
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements FOR EACH ROW EXECUTE FUNCTION judgements_refuse ('changed');
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements FOR EACH ROW EXECUTE FUNCTION judgements_refuse ('deleted');
CREATE TRIGGER judgements_are_not_emptied BEFORE TRUNCATE ON judgements EXECUTE FUNCTION judgements_refuse ('deleted');
