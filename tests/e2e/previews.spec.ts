import { createServer } from "node:net";
import { expect } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { answerWith, block, FILES, file, openFiles, preview, startPreview } from "@/tests/support/pages/answer-files";

test("a component is compiled in the frame with what it imports, and acts", async ({ page }) => {
  const playground = await answerWith(page, FILES);
  await openFiles(playground.turn(1));
  await expect(page.locator("iframe[title^=Preview]")).toHaveCount(0);
  await startPreview(page);
  const shown = preview(page);
  await expect(shown.getByRole("heading", { name: "Counter" })).toHaveCSS("color", "rgb(0, 128, 128)");
  await shown.getByRole("button").click();
  await expect(shown.getByRole("button")).toHaveText("Clicked 1");
  await expectAccessible(page);
});

const OTHERS =
  block("mermaid", "graph TD; A[Start] --> B[End]") +
  block(
    "svg",
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><title>Dot</title><circle r="9"/></svg>',
  ) +
  block("csv", 'name,age\n"Ann ""the"" one",3') +
  block("json data.json", '{"list": [1, {"deep": "value"}]}') +
  block("md README.md", "# Heading\n\n<script>document.title = 'run'</script>\n\n**strong**") +
  block("css", "h1 { color: rgb(0, 0, 255) }\np { margin: 0 }\na { color: red }") +
  block(
    "js",
    "document.body.append('written ');\nfor (const n of [1, 2]) document.body.append(n);\nconsole.log('done');",
  );

test("diagrams, pictures, tables, data, texts, style sheets and scripts can be looked at", async ({ page }) => {
  const playground = await answerWith(page, OTHERS);
  await openFiles(playground.turn(1));
  const look = async (name: string) => {
    await file(page, name).click();
    await startPreview(page);
    return preview(page);
  };
  await expect((await look("diagram.mmd")).locator("svg").getByText("Start", { exact: true })).toBeVisible({
    timeout: 20_000,
  });
  await expect((await look("image.svg")).locator("svg circle")).toBeVisible();
  await expect((await look("data.csv")).getByRole("cell", { name: 'Ann "the" one' })).toBeVisible();
  await expect((await look("data.json")).getByText("list: [2]")).toBeVisible();
  await expect((await look("README.md")).getByRole("strong")).toHaveText("strong");
  await expect((await look("styles.css")).getByRole("heading", { level: 1 })).toHaveCSS("color", "rgb(0, 0, 255)");
  await expect((await look("script.js")).locator("body")).toContainText("written 12");
  await expect(page.getByRole("region", { name: "Console" })).toContainText("done");
});

const BROKEN = `<!doctype html><p>Page</p><script>
console.log("words", { a: 1 }, [2]);
console.warn("careful");
for (let n = 0; n < 1000; n += 1) console.info("line " + n + " " + "x".repeat(9000));
setTimeout(() => { throw new Error("thrown late"); }, 1500);
setTimeout(() => Promise.reject(new TypeError("nobody caught it")), 1600);
</script><script src="https://elsewhere.example/lib.js"></script>`;

test("what a preview writes and what goes wrong in it stands below it, and not too much of it", async ({ page }) => {
  const playground = await answerWith(
    page,
    block("html", BROKEN) +
      block("tsx src/bad.tsx", "export default function Bad() {\n  return <p>;\n}") +
      block("tsx src/far.tsx", 'import x from "lodash";\nexport default () => <p>{x}</p>;') +
      block(
        "tsx src/throws.tsx",
        "export default function Throws() {\n  const nothing = null as any;\n  return <p>{nothing.name}</p>;\n}",
      ) +
      block("ts src/none.ts", 'import { y } from "./nowhere";\nconsole.log(y);\nexport {};'),
  );
  await openFiles(playground.turn(1));
  const written = page.getByRole("region", { name: "Console" });
  await file(page, "index.html").click();
  await startPreview(page);
  await expect(written).toContainText("thrown late");
  await expect(written).toContainText("TypeError: nobody caught it");
  const lines = written.getByRole("listitem");
  expect(await lines.count()).toBeLessThanOrEqual(200);
  expect((await written.innerText()).length).toBeLessThan(700_000);
  await expect(preview(page).getByText("Page")).toBeVisible();

  await file(page, "bad.tsx").click();
  await startPreview(page);
  await expect(written).toContainText(/src\/bad\.tsx.*\(2:\d+\)/);
  await file(page, "throws.tsx").click();
  await startPreview(page);
  await expect(written).toContainText(/Cannot read properties of null[\s\S]*src\/throws\.tsx:3/);
  await file(page, "far.tsx").click();
  await startPreview(page);
  await expect(written).toContainText('src/far.tsx imports "lodash". A preview has react, react-dom');
  await file(page, "none.ts").click();
  await startPreview(page);
  await expect(written).toContainText('src/none.ts imports "./nowhere", and the answer has no such file.');
});

const ENDLESS = {
  "a loop in a page": block("html", "<p>Page</p><script>while (true) {}</script>"),
  "a loop that no guard is in": block("html", "<p>Page</p><script>new Function('for (;;) {}')()</script>"),
  "a loop that catches what ends it": block(
    "tsx",
    "export default function Loop() {\n  for (;;) try { for (;;); } catch {}\n}",
  ),
  "messages past the sandbox to the page itself": block(
    "html",
    "<script>setInterval(() => { for (let n = 0; n < 2000; n += 1) top.postMessage(1, '*'); }, 1);</script>",
  ),
  "tasks of a kind that lets nothing else come": block(
    "html",
    "<script>const again = () => Promise.resolve().then(again); again();</script>",
  ),
};

for (const [what, answer] of Object.entries(ENDLESS)) {
  test(`${what}: the frame is taken away, the page lives`, { tag: "@any-size" }, async ({ page }) => {
    const playground = await answerWith(page, answer);
    await openFiles(playground.turn(1));
    await page.evaluate(() => {
      let last = performance.now();
      Object.assign(window, { longest: 0 });
      setInterval(() => {
        const now = performance.now();
        Object.assign(window, { longest: Math.max(Number(Reflect.get(window, "longest")), now - last) });
        last = now;
      }, 20);
    });
    await startPreview(page);
    await expect(page.getByText("stopped answering, so it was ended")).toBeVisible({ timeout: 15_000 });
    await expect(page.locator("iframe[title^=Preview]")).toHaveCount(0);
    expect(await page.evaluate(() => Number(Reflect.get(window, "longest")))).toBeLessThan(1_000);
    // It may be ended again before anybody looks.
    const again = page.waitForEvent("frameattached");
    await page.getByRole("button", { name: "Run again" }).click();
    await again;
    await page.getByRole("button", { name: "Code", exact: true }).click();
    await expect(page.locator("iframe[title^=Preview]")).toHaveCount(0);
  });
}

const GRASPING = `<input><script>
const grasp = () => {
  document.querySelector("input").focus();
  window.focus();
};
setInterval(grasp, 20);
addEventListener("keydown", (event) => event.preventDefault());
console.log("grasping");
</script>`;

test("a page that asks for the focus without end does not get the keyboard", { tag: "@any-size" }, async ({ page }) => {
  const playground = await answerWith(page, block("html", GRASPING));
  await openFiles(playground.turn(1));
  await startPreview(page);
  await expect(page.getByRole("region", { name: "Console" })).toContainText("grasping");
  await file(page, "index.html").focus();
  await page.waitForTimeout(300);
  await expect(file(page, "index.html")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

/** Each tries to reach something, and says so when it did. */
function probes(elsewhere: string): string[] {
  const socket = elsewhere.replace("http", "ws");
  return [
    "say('parent', parent.document.title)",
    "say('top', top.document.title)",
    `top.location = '${elsewhere}/top'`,
    `parent.location = '${elsewhere}/parent'`,
    "document.cookie = 'a=1'; say('cookie', document.cookie)",
    "localStorage.setItem('a', '1'); say('localStorage')",
    "sessionStorage.setItem('a', '1'); say('sessionStorage')",
    "indexedDB.open('a').onsuccess = () => say('indexedDB')",
    "caches.open('a').then(() => say('caches'))",
    `fetch('${elsewhere}/fetch').then(() => say('fetch'))`,
    "fetch('/api/health/live').then(() => say('fetch own'))",
    `const request = new XMLHttpRequest(); request.open('GET', '${elsewhere}/xhr'); request.onload = () => say('xhr'); request.send()`,
    `new WebSocket('${socket}/ws').onopen = () => say('websocket')`,
    `new EventSource('${elsewhere}/events').onopen = () => say('eventsource')`,
    `navigator.sendBeacon('${elsewhere}/beacon', 'x')`,
    `const image = new Image(); image.onload = () => say('image'); image.src = '${elsewhere}/image'`,
    `const script = document.createElement('script'); script.onload = () => say('script'); script.src = '${elsewhere}/script'; document.head.append(script)`,
    `document.head.insertAdjacentHTML('beforeend', '<style>@import "${elsewhere}/css"; @font-face { font-family: f; src: url(${elsewhere}/font) } body { font-family: f; background: url(${elsewhere}/background) }</style>')`,
    `import('${elsewhere}/module').then(() => say('module'))`,
    `new Worker(URL.createObjectURL(new Blob(["fetch('${elsewhere}/worker').then(() => postMessage(1))"]))).onmessage = () => say('worker')`,
    `const form = document.createElement('form'); form.action = '${elsewhere}/form'; form.method = 'post'; document.body.append(form); form.submit()`,
    `if (window.open('${elsewhere}/open') !== null) say('open')`,
    `const link = document.createElement('a'); link.href = '${elsewhere}/link'; link.ping = '${elsewhere}/ping'; document.body.append(link); link.click()`,
    "navigator.clipboard.readText().then(() => say('clipboard read'))",
    "navigator.clipboard.writeText('x').then(() => say('clipboard write'))",
    `const peer = new RTCPeerConnection({ iceServers: [{ urls: '${elsewhere.replace("http://", "turn:")}?transport=tcp', username: 'a', credential: 'b' }] }); peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))`,
    `document.head.insertAdjacentHTML('beforeend', '<link rel=preconnect href="${elsewhere}"><link rel=dns-prefetch href="${elsewhere}"><link rel=prefetch href="${elsewhere}/prefetch"><link rel=preload as=image href="${elsewhere}/preload"><link rel=modulepreload href="${elsewhere}/modulepreload">')`,
    `const rules = document.createElement('script'); rules.type = 'speculationrules'; rules.textContent = '{"prefetch":[{"source":"list","urls":["${elsewhere}/speculation"]}]}'; document.head.append(rules)`,
    `const frame = document.createElement('iframe'); frame.src = '${elsewhere}/frame'; document.body.append(frame)`,
    `const nested = document.createElement('iframe'); nested.srcdoc = "<script>fetch('${elsewhere}/nested').catch(() => 0); location = '${elsewhere}/nested'</scr" + "ipt>"; document.body.append(nested)`,
  ];
}

/** One each, because the first that works is the last: they leave the page. */
const LEAVINGS = [
  "location = ELSEWHERE + '/location'",
  "location = '/preview?stolen'",
  "location = '/playground?stolen'",
  "document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=refresh content=\"0;url=' + ELSEWHERE + '/meta\">')",
  "location = URL.createObjectURL(new Blob(['<script>fetch(\"' + ELSEWHERE + '/blob\")</scr' + 'ipt>'], { type: 'text/html' }))",
  "location = 'data:text/html,<script>fetch(\"' + ELSEWHERE + '/data\")</scr' + 'ipt>'",
];

test("a page that tries every way out of its frame reaches nothing, and not a request leaves", {
  tag: "@any-size",
}, async ({ page, context }) => {
  const arrived: string[] = [];
  const sink = createServer((socket) => {
    socket.on("data", (data) => arrived.push(data.toString("latin1").slice(0, 80)));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  const address = sink.address();
  const elsewhere = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;

  const all = probes(elsewhere);
  const html = [
    "<!doctype html><p id=said></p><script>const tell = console.log.bind(console);",
    "const say = (...words) => tell('REACHED ' + words.join(' '));",
    ...all.map((probe, index) => `try { (function () { ${probe} })() } catch {}\ntell('tried ${index + 1}');`),
    "</script>",
  ].join("\n");
  const leavings = LEAVINGS.map((leaving, index) => {
    const script = leaving.replaceAll("ELSEWHERE", JSON.stringify(elsewhere));
    return block(`html leave-${index}.html`, `<p>Here</p><script>console.log("leaving"); ${script}</script>`);
  });
  const playground = await answerWith(page, block("html probes.html", html) + leavings.join(""));
  await openFiles(playground.turn(1));

  const left: string[] = [];
  let watching = false;
  const own = new URL(page.url()).origin;
  const note = (url: string, how: string) => {
    const known = url === `${own}/preview` || url.startsWith(`${own}/preview-frame/`);
    if (watching && !known && !url.startsWith("blob:") && !url.startsWith(`${own}/_next/`)) left.push(`${how} ${url}`);
  };
  context.on("requestfinished", (request) => note(request.url(), "finished"));
  context.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "csp") note(request.url(), request.failure()?.errorText ?? "failed");
  });
  context.on("response", (response) => note(response.url(), "answered"));
  page.on("websocket", (socket) => socket.on("framesent", () => left.push(`socket ${socket.url()}`)));
  const pages = context.pages().length;
  watching = true;

  await file(page, "probes.html").click();
  await startPreview(page);
  const written = page.getByRole("region", { name: "Console" });
  await expect(written).toContainText(`tried ${all.length}`);
  await page.waitForTimeout(1_500);
  expect(await written.innerText()).not.toContain("REACHED");
  for (const index of LEAVINGS.keys()) {
    await file(page, `leave-${index}.html`).click();
    await startPreview(page);
    await expect(written).toContainText("leaving");
    await page.waitForTimeout(700);
  }
  watching = false;
  expect(left).toEqual([]);
  expect(arrived).toEqual([]);
  expect(context.pages()).toHaveLength(pages);
  expect(new URL(page.url()).origin).toBe(own);
  sink.close();
});

test("the sandbox opened by itself does nothing, and its policy names no host", { tag: "@any-size" }, async ({
  page,
}) => {
  const answer = await page.goto("/preview");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("sandbox allow-scripts;");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:|'self'(?!$)/);
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  await page.evaluate(() => {
    const { port2 } = new MessageChannel();
    window.postMessage({ runtime: "document.title = 'run'", libraries: [], job: {} }, "*", [port2]);
  });
  await page.waitForTimeout(300);
  expect(await page.locator("iframe").count()).toBe(0);
});
