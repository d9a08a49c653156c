-- A package of an organisation is that organisation's: whoever published it first looks after it for as long as they belong
-- to it, and sees and changes nothing of it once they have left or were removed.

-- As before, but for that.
CREATE OR REPLACE FUNCTION package_visible(p packages, viewer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p.visibility = 'public' OR (p.owner_id = viewer AND p.organization_id IS NULL) OR EXISTS (
    SELECT 1 FROM organization_members m WHERE m.organization_id = p.organization_id AND m.user_id = viewer)
$$;

CREATE OR REPLACE FUNCTION package_managed(p packages, viewer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(p.owner_id = viewer AND p.organization_id IS NULL, false) OR EXISTS (SELECT 1 FROM organization_members m
    WHERE m.organization_id = p.organization_id AND m.user_id = viewer
      AND (m.role IN ('owner', 'admin') OR p.owner_id = viewer))
$$;
