/** The page at `/`: says what this server is, so that nobody takes its answers for Claude's. */
export const HOME_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local stand-in for Claude</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
code { font-size: 0.9em; }
</style>
</head>
<body>
<h1>Local stand-in for Claude</h1>
<p>This server only looks like the Messages API. There is no model behind it: no answer it gives is real, nothing is billed, and nothing leaves this machine.</p>
<p>To use Claude itself, stop the app and start it again with a key: <code>ANTHROPIC_API_KEY=your-key npm start</code>.</p>
<h2>What it answers</h2>
<ul>
<li><code>POST /v1/messages</code>, as JSON or as a stream</li>
<li><code>POST /v1/messages/count_tokens</code></li>
<li><code>GET /v1/models</code> and <code>GET /v1/models/{id}</code></li>
<li><a href="/_local/requests"><code>GET /_local/requests?after=N</code></a>: what was received, sizes and times only; <code>[[standin label=word]]</code> marks a request in it</li>
<li><code>POST /_local/outage {"status":529,"seconds":5,"model":null}</code> (as JSON): all requests fail for that long, or one model's; <code>"hang":true</code>: they are never answered; <code>{"seconds":0}</code> ends it</li>
</ul>
<h2>Directives in the last user message</h2>
<ul>
<li><code>[[standin tokens=800 rate=50 ttft=200]]</code>: length in tokens, tokens a second (0: no limit), milliseconds to the first; <code>delay=500</code> holds back the headers; with <code>markdown</code> it looks like an answer about code; <code>pieces=2000</code> sends it in so many deltas instead of one a token</li>
<li><code>[[standin error=529]]</code>: any status from 400 to 599, or <code>error=spend_limit</code>; with <code>code=ramp_limit_exceeded</code> (an error code), <code>retry_after=7</code> (seconds), <code>error_times=2</code> (only the first attempts of this request)</li>
<li><code>[[standin error_after=5]]</code>, <code>cut_after</code>, <code>end_after</code>, <code>hang_after</code>, <code>malformed_after</code>, <code>refusal_after</code>: after that many pieces of text</li>
<li><code>[[standin refusal]]</code>, <code>[[standin thinking=200]]</code></li>
<li><code>[[standin echo_system]]</code>, <code>[[standin echo_user]]</code></li>
<li>A request for JSON (<code>output_config.format</code>) gets the least that its schema allows and obeys only <code>[[standin flag=harassment]]</code> (a judge's list with that category) and <code>[[standin flag_error=529]]</code></li>
</ul>
</body>
</html>
`;
