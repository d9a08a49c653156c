// Preloaded into processes we start: when the one that started this process is gone, however it went, so is this one.
// Nothing then outlives a `kill -9` but Postgres, which the next start adopts.
const PATIENCE_MS = 12_000;

function end() {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  process.kill(process.pid, "SIGTERM");
}

if (process.connected) {
  process.on("disconnect", end);
  process.channel.unref();
} else if (process.send) {
  end(); // it went while this file was being loaded
}
