// Runs in a page before its own code: when its frames begin, and the longest event of each interaction.
globalThis.felt = { frames: [], interactions: {} };
requestAnimationFrame(function onFrame(at) {
  globalThis.felt.frames.push(at);
  requestAnimationFrame(onFrame);
});
new PerformanceObserver((list) => {
  const { interactions } = globalThis.felt;
  for (const { interactionId, duration } of list.getEntries()) {
    if (interactionId > 0) interactions[interactionId] = Math.max(interactions[interactionId] ?? 0, duration);
  }
}).observe({ type: "event", durationThreshold: 16 });
