/** The commands of the docs, for the address this installation answers on. */
export function snippets(origin: string) {
  const api = `${origin}/api/v1`;
  return {
    credits: `curl -H "Authorization: Bearer $TOKEN" ${api}/playground/credits`,
    find: `curl "${api}/packages?q=commit&limit=5"`,
    estimate: `curl -X POST ${api}/playground/estimate \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"packageId": "PACKAGE_ID", "userInput": "Explain ^\\\\d{4}$"}'`,
    run: `curl -X POST ${api}/playground/run \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"packageId": "PACKAGE_ID", "userInput": "Explain ^\\\\d{4}$", "maxCredits": 2}'`,
    draft: `curl -X POST ${api}/playground/prompts \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"title": "Notes", "text": "You write release notes for {{audience}}.", "values": {"audience": "pilots"}}'`,
    publish: `curl -X POST ${api}/playground/prompts/DRAFT_ID/publish \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "pilot-notes", "description": "Writes release notes for pilots.", "filled": true}'`,
    stream: `curl -N -X POST ${api}/playground/run \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Accept: text/event-stream" \\
  -H "Content-Type: application/json" \\
  -d '{"packageId": "PACKAGE_ID", "userInput": "Explain ^\\\\d{4}$"}'`,
    compare: `curl -X POST ${api}/playground/comparisons \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"lanes": [{"packageId": "PACKAGE_ID"}, {"baseline": true, "model": "haiku"}], "userInput": "Explain ^\\\\d{4}$"}'`,
    events: `event: run
data: {"runId": "...", "sessionId": "...", "comparisonId": null, "lane": 0, "model": "sonnet", "creditsQuoted": 1}

event: delta
id: 24
data: {"lane": 0, "text": "It matches a string of f"}

event: done
data: {"creditsSpent": 1, "creditsRemaining": 4, "tokensUsed": 812, "response": "It matches ...", ...}`,
  };
}
