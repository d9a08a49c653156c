-- What operators do about shares, and the shares that stand on their packages' pages.

-- What an operator looks through besides open reports.
CREATE INDEX playground_shares_taken_down ON playground_shares (taken_down_at DESC, id DESC)
  WHERE taken_down_at IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX playground_shares_hidden ON playground_shares (hidden_at DESC, id DESC)
  WHERE hidden_at IS NOT NULL AND revoked_at IS NULL AND taken_down_at IS NULL;
CREATE INDEX playground_shares_unjudged ON playground_shares (published_at)
  WHERE judgement = 'unjudged' AND revoked_at IS NULL AND taken_down_at IS NULL;

-- The public shares of a package, in the orders of its page.
CREATE INDEX playground_shares_listed_helpful ON playground_shares
  (package_id, (helpful - not_helpful) DESC, published_at DESC, token_hash DESC)
  WHERE listed AND revoked_at IS NULL AND taken_down_at IS NULL AND hidden_at IS NULL;
CREATE INDEX playground_shares_listed_featured ON playground_shares
  (package_id, ((featured_at IS NOT NULL)::int) DESC, published_at DESC, token_hash DESC)
  WHERE listed AND revoked_at IS NULL AND taken_down_at IS NULL AND hidden_at IS NULL;

-- Nobody who was banned from sharing gets a new link, however long ago their right to it was looked at: a ban waits
-- for links that are being made and then finds them, or this finds the ban.
CREATE FUNCTION refuse_banned_sharing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = NEW.user_id AND sharing_banned_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this user was banned from sharing' USING ERRCODE = 'PR006';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER playground_shares_of_the_banned BEFORE INSERT ON playground_shares
  FOR EACH ROW EXECUTE FUNCTION refuse_banned_sharing();

-- Hides all that was ever shown of a session from its forks, or gives it back: also copies that were changed since, and
-- those of links that have ended. A fork's title is the link's, unless its owner gave it another.
CREATE FUNCTION hide_copies(p_session uuid, p_taken_down_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_copies uuid[] := ARRAY(SELECT n.id FROM playground_snapshots n JOIN playground_shares h ON h.id = n.share_id
    WHERE h.session_id = p_session);
BEGIN
  -- Forks before copies, as whoever deletes a fork goes.
  PERFORM 1 FROM playground_sessions WHERE forked_snapshot_id = ANY (v_copies) ORDER BY id FOR UPDATE;
  UPDATE playground_snapshots SET taken_down_at = p_taken_down_at WHERE id = ANY (v_copies);
  UPDATE playground_sessions s SET title = CASE WHEN p_taken_down_at IS NULL THEN n.title ELSE 'Taken down' END
  FROM playground_snapshots n WHERE n.id = ANY (v_copies) AND s.forked_snapshot_id = n.id AND s.deleted_at IS NULL
    AND s.title = CASE WHEN p_taken_down_at IS NULL THEN 'Taken down' ELSE n.title END;
  -- What is searched of the forks is read anew.
  DELETE FROM playground_session_texts t USING playground_sessions s
  WHERE s.forked_snapshot_id = ANY (v_copies) AND t.session_id = s.id;
END $$;

-- Takes down a link that the caller has locked, its session before it; all others of the same session, and what forks
-- show of it; the reports against them were right. A link that is being made waits, and then finds this one taken down.
CREATE FUNCTION take_down_share(p_now timestamptz, p_share uuid, p_reason text, p_actor uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_session uuid := (SELECT session_id FROM playground_shares WHERE id = p_share);
BEGIN
  UPDATE playground_shares SET taken_down_at = p_now, taken_down_reason = p_reason
  WHERE session_id = v_session AND taken_down_at IS NULL;
  PERFORM hide_copies(v_session, p_now);
  UPDATE reports SET settled_at = p_now, settled_by = p_actor, outcome = 'upheld'
  WHERE settled_at IS NULL AND share_id IN (SELECT id FROM playground_shares WHERE session_id = v_session);
END $$;

-- Gives back what was taken down with a link that the caller has locked.
CREATE FUNCTION restore_share(p_share uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_session uuid := (SELECT session_id FROM playground_shares WHERE id = p_share);
BEGIN
  UPDATE playground_shares SET taken_down_at = NULL, taken_down_reason = NULL WHERE session_id = v_session;
  PERFORM hide_copies(v_session, NULL);
END $$;

-- Who looks after a package: its owner, and those who run the organisation it belongs to.
CREATE FUNCTION package_managed(p packages, viewer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(p.owner_id = viewer, false) OR EXISTS (SELECT 1 FROM organization_members m
    WHERE m.organization_id = p.organization_id AND m.user_id = viewer AND m.role IN ('owner', 'admin'))
$$;
