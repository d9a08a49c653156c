-- What became of telling people something: a row for each thing that is told (an alert, a budget that was reached) and
-- channel. It is claimed before anything is sent, so that it goes out once at most, however many processes try at once.
CREATE TABLE deliveries (
  about uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('webhook', 'mail')),
  -- refused: certainly not taken, so it is tried again at retry_at. in_doubt: may have been taken, so it is not.
  state text NOT NULL CHECK (state IN ('sending', 'sent', 'refused', 'in_doubt')),
  attempts int NOT NULL CHECK (attempts > 0),
  tried_at timestamptz(3) NOT NULL,
  retry_at timestamptz(3) CHECK ((retry_at IS NOT NULL) = (state = 'refused')),
  problem text,
  PRIMARY KEY (about, channel)
);
CREATE INDEX deliveries_sending ON deliveries (tried_at) WHERE state = 'sending';
