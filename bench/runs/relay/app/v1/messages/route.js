/** The least that a Next route can do with a stream: pass the request on and the answer back. */
export async function POST(request) {
  const upstream = await fetch(`${process.env["ANTHROPIC_BASE_URL"]}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": "bench" },
    body: await request.text(),
  });
  return new Response(upstream.body, {
    status: upstream.status,
    headers: { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache, no-transform" },
  });
}

/** Tells that it is up. */
export function GET() {
  return new Response("ready");
}
