-- That somebody took a package along: they copied its command, its file or its text, or downloaded its files. Once for a
-- reader, a version and a UTC day, in the way that came first. Those who look after the package are not counted.
-- `viewer`, `address` (with browser) and `network` are keyed hashes; `tool` is empty where none was named.
CREATE TABLE package_installs (
  package_id uuid NOT NULL,
  package_version_id uuid NOT NULL,
  day date NOT NULL,
  viewer text NOT NULL,
  address text NOT NULL,
  network text,
  way text NOT NULL,
  tool text NOT NULL,
  PRIMARY KEY (package_version_id, day, viewer)
);
CREATE INDEX package_installs_network ON package_installs (package_id, day, network);
CREATE INDEX package_installs_day ON package_installs (day);

-- The same by day, which is what pages read.
CREATE TABLE package_install_days (
  day date NOT NULL,
  package_id uuid NOT NULL,
  package_version_id uuid NOT NULL,
  way text NOT NULL,
  tool text NOT NULL,
  installs int NOT NULL,
  PRIMARY KEY (package_id, day, package_version_id, way, tool)
);
CREATE INDEX package_install_days_day ON package_install_days (day);
ALTER TABLE package_install_days SET (fillfactor = 70);

-- One copy; answers whether it was counted. A reader who is signed in or brings our cookie back is a person (p_known); of
-- those who bring nothing one a day is counted for an address and browser, and of more than thirty without an account
-- from one network nothing, as it is with views of shares.
CREATE FUNCTION count_install(p_now timestamptz, p_package uuid, p_version uuid, p_viewer text, p_address text,
  p_network text, p_known boolean, p_way text, p_tool text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_day date := utc_day(p_now);
BEGIN
  PERFORM pg_advisory_xact_lock_shared(rollup_lock_class(), v_day - DATE '2000-01-01');
  -- Those of a network one by one: of many at once each would find room.
  IF p_network IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('install:' || p_package || ':' || p_network, 0));
  END IF;
  IF NOT p_known AND EXISTS (SELECT 1 FROM package_installs WHERE package_id = p_package AND day = v_day
    AND network = p_network AND package_version_id = p_version AND address = p_address) THEN
    RETURN false;
  END IF;
  IF (SELECT count(DISTINCT viewer) FROM package_installs WHERE package_id = p_package AND day = v_day
    AND network = p_network AND viewer <> p_viewer) >= 30 THEN
    RETURN false;
  END IF;
  INSERT INTO package_installs (package_id, package_version_id, day, viewer, address, network, way, tool)
  VALUES (p_package, p_version, v_day, p_viewer, p_address, p_network, p_way, p_tool) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO package_install_days AS d (day, package_id, package_version_id, way, tool, installs)
  VALUES (v_day, p_package, p_version, p_way, p_tool, 1)
  ON CONFLICT (package_id, day, package_version_id, way, tool) DO UPDATE SET installs = d.installs + 1;
  RETURN true;
END $$;

-- Counts a day's copies anew; copies of that day wait meanwhile.
CREATE FUNCTION recount_installs(p_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(rollup_lock_class(), p_day - DATE '2000-01-01');
  DELETE FROM package_install_days WHERE day = p_day;
  INSERT INTO package_install_days (day, package_id, package_version_id, way, tool, installs)
  SELECT day, package_id, package_version_id, way, tool, count(*) FROM package_installs WHERE day = p_day
  GROUP BY day, package_id, package_version_id, way, tool;
END $$;
