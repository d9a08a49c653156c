-- System prompts that people write themselves, before they are published or instead of it. Nobody else reads them.

CREATE TABLE prompt_drafts (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title text NOT NULL CHECK (char_length(title) <= 200),
  text text NOT NULL CHECK (char_length(text) <= 50000),
  -- What its variables were filled with the last time, by name.
  variable_values jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(variable_values) = 'object'),
  -- Under which it was made: a page that saves by itself asks again when it heard no answer.
  idempotency_key text CHECK (char_length(idempotency_key) <= 255),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  UNIQUE (user_id, idempotency_key)
);
CREATE INDEX prompt_drafts_of_user ON prompt_drafts (user_id, updated_at DESC, id DESC);
