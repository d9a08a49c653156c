// Preloaded into processes we start: when the one that started this process is gone, however it went, so is this one.
// Nothing then outlives a `kill -9` but Postgres, which the next start adopts.
const PATIENCE_MS = 12_000;

// What this process starts in its turn inherits the preload, but its channel serves a purpose of its own.
const isOurs = process.env.END_WITH_PARENT === "1";
delete process.env.END_WITH_PARENT;

function end() {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  process.kill(process.pid, "SIGTERM");
}

if (isOurs && process.connected) {
  process.on("disconnect", end);
  process.channel.unref();
} else if (isOurs) {
  end(); // it went while this file was being loaded
}
