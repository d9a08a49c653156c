-- A link lets a number of people in, and nobody back who was removed after it was made.
ALTER TABLE "organization_invitations" ADD COLUMN "max_uses" INTEGER NOT NULL DEFAULT 10,
  ADD COLUMN "uses" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organization_invitations
  ADD CONSTRAINT organization_invitations_uses CHECK (max_uses > 0 AND uses BETWEEN 0 AND max_uses);

CREATE TABLE "organization_removals" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_removals_pkey" PRIMARY KEY ("organization_id","user_id")
);
ALTER TABLE "organization_removals" ADD CONSTRAINT "organization_removals_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "organization_removals" ADD CONSTRAINT "organization_removals_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER audit_log_not_truncated BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
