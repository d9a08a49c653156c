-- Accounts, organisations and packages.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "image" TEXT,
    "handle" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'user',
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "banned_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "trial_claims" (
    "claim" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trial_claims_pkey" PRIMARY KEY ("claim")
);

CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "ending" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT 'user',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "organization_members" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'member',
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_members_pkey" PRIMARY KEY ("organization_id","user_id")
);

CREATE TABLE "scopes" (
    "name" TEXT NOT NULL,
    "user_id" UUID,
    "organization_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scopes_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "packages" (
    "id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "subtype" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "tags" TEXT[] NOT NULL DEFAULT '{}',
    "visibility" TEXT NOT NULL DEFAULT 'public',
    "owner_id" UUID NOT NULL,
    "organization_id" UUID,
    "license" TEXT,
    "author" TEXT,
    "homepage" TEXT,
    "latest_version_id" UUID,
    "search" tsvector NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "packages_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "package_versions" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "file_count" INTEGER NOT NULL,
    "total_bytes" INTEGER NOT NULL,
    "prompt_tokens" INTEGER NOT NULL,
    "tokens_counted" BOOLEAN NOT NULL DEFAULT false,
    "published_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "package_versions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "package_files" (
    "package_version_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,

    CONSTRAINT "package_files_pkey" PRIMARY KEY ("package_version_id","path")
);

CREATE TABLE "suggested_inputs" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "input" TEXT NOT NULL,
    "category" TEXT,
    "recommended_model" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suggested_inputs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit_log" (
    "id" UUID NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "previous" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE UNIQUE INDEX "users_handle_key" ON "users"("handle");
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");
CREATE UNIQUE INDEX "accounts_provider_provider_account_id_key" ON "accounts"("provider", "provider_account_id");
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");
CREATE INDEX "api_tokens_user_id_idx" ON "api_tokens"("user_id");
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");
CREATE INDEX "organization_members_user_id_idx" ON "organization_members"("user_id");
CREATE INDEX "scopes_user_id_idx" ON "scopes"("user_id");
CREATE INDEX "scopes_organization_id_idx" ON "scopes"("organization_id");
CREATE INDEX "packages_search_idx" ON "packages" USING GIN ("search");
CREATE INDEX "packages_updated_at_id_idx" ON "packages"("updated_at" DESC, "id" DESC);
CREATE UNIQUE INDEX "packages_scope_name_format_key" ON "packages"("scope", "name", "format");
CREATE UNIQUE INDEX "package_versions_package_id_version_key" ON "package_versions"("package_id", "version");
CREATE INDEX "suggested_inputs_package_id_position_idx" ON "suggested_inputs"("package_id", "position");
CREATE INDEX "audit_log_created_at_id_idx" ON "audit_log"("created_at" DESC, "id" DESC);
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "scopes" ADD CONSTRAINT "scopes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "scopes" ADD CONSTRAINT "scopes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "packages" ADD CONSTRAINT "packages_scope_fkey" FOREIGN KEY ("scope") REFERENCES "scopes"("name") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "packages" ADD CONSTRAINT "packages_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "packages"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "package_files" ADD CONSTRAINT "package_files_package_version_id_fkey" FOREIGN KEY ("package_version_id") REFERENCES "package_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "suggested_inputs" ADD CONSTRAINT "suggested_inputs_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "packages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a schema file cannot say.

ALTER TABLE users
  ADD CONSTRAINT users_role_known CHECK (role IN ('user', 'admin')),
  ADD CONSTRAINT users_email_lower CHECK (email = lower(email) AND email <> ''),
  ADD CONSTRAINT users_handle_shape CHECK (handle ~ '^[a-z0-9][a-z0-9-]{0,38}$');
ALTER TABLE api_tokens
  ADD CONSTRAINT api_tokens_scope_known CHECK (scope IN ('user', 'admin')),
  ADD CONSTRAINT api_tokens_hash_length CHECK (octet_length(hash) = 32);
ALTER TABLE organization_members
  ADD CONSTRAINT organization_members_role_known CHECK (role IN ('owner', 'admin', 'member'));
ALTER TABLE scopes
  ADD CONSTRAINT scopes_one_owner CHECK (user_id IS NULL OR organization_id IS NULL);
ALTER TABLE packages
  ADD CONSTRAINT packages_visibility_known CHECK (visibility IN ('public', 'private'));
ALTER TABLE package_versions
  ADD CONSTRAINT package_versions_weight CHECK (prompt_tokens >= 0 AND file_count > 0 AND total_bytes >= 0);

-- The one rule of who may see a package: public, or owned, or of an organisation one belongs to.
CREATE FUNCTION package_visible(p packages, viewer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p.visibility = 'public' OR p.owner_id = viewer OR EXISTS (
    SELECT 1 FROM organization_members m WHERE m.organization_id = p.organization_id AND m.user_id = viewer)
$$;

-- Search: words of the name weigh most, then tags, then the description. Names are split at their hyphens as well,
-- so that "review" finds code-review.
CREATE FUNCTION packages_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search :=
    setweight(to_tsvector('simple', NEW.scope || ' ' || NEW.name || ' ' || replace(NEW.name, '-', ' ')), 'A') ||
    setweight(to_tsvector('english', array_to_string(NEW.tags, ' ')), 'B') ||
    setweight(to_tsvector('english', NEW.description), 'C');
  RETURN NEW;
END $$;
CREATE TRIGGER packages_search_text BEFORE INSERT OR UPDATE OF scope, name, tags, description ON packages
  FOR EACH ROW EXECUTE FUNCTION packages_search_text();
CREATE INDEX packages_name_trgm ON packages USING GIN ((scope || '/' || name) gin_trgm_ops);
CREATE INDEX packages_description_trgm ON packages USING GIN (description gin_trgm_ops);
CREATE INDEX packages_tags_idx ON packages USING GIN (tags);

-- A published version never changes; only the provider's count of its weight may arrive later.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER package_versions_immutable
  BEFORE UPDATE OF id, package_id, version, content_hash, manifest, file_count, total_bytes, published_by, created_at
  ON package_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER package_files_immutable BEFORE UPDATE ON package_files
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_immutable BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What one account has published in all: versions and bytes, from the index alone.
CREATE INDEX "package_versions_published_by_total_bytes_idx" ON "package_versions"("published_by", "total_bytes");

-- A run takes these two of a version from its manifest.
ALTER TABLE package_versions
  ADD CONSTRAINT package_versions_manifest_facts CHECK (manifest ? 'subtype' AND manifest ? 'main');
