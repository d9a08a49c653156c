import type { App } from "./app-server";

/** A small browser: keeps cookies and follows redirects, also to another local service. */
export class BrowserSession {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  async open(url: string, init: RequestInit = {}, redirects = 10): Promise<Response> {
    const address = new URL(url, this.app.url);
    const jar = this.#cookies.get(address.host) ?? new Map<string, string>();
    this.#cookies.set(address.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, {
      ...init,
      headers: { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const next = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && next !== null && redirects > 0) {
      return this.open(new URL(next, address).href, {}, redirects - 1);
    }
    return response;
  }

  async submit(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.open(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Signs in with the form for one machine. */
  async signIn(email: string, headers: Record<string, string> = {}): Promise<Response> {
    const { csrfToken } = (await (await this.open("/api/auth/csrf", { headers })).json()) as { csrfToken: string };
    return this.submit("/api/auth/callback/dev", { csrfToken, email, callbackUrl: "/api/health/live" }, headers);
  }

  async credits(): Promise<Response> {
    return this.open("/api/v1/playground/credits");
  }
}
