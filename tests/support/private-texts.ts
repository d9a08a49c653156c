/** Values are put together here, so that no scanner of this repository takes them for real ones. */
const ALPHABET = "q7Xd2LmP9sVb4KtZ8cRw3NfY6hGj5TeW";
const letters = (length: number, alphabet = ALPHABET) =>
  Array.from({ length }, (_, at) => alphabet[(at * 7 + (at >> 3)) % alphabet.length]).join("");
const hex = (length: number) => letters(length, "7a3f09c4e1b825d6");
const key = (prefix: string, length: number) => prefix + letters(length);

const PEM = ["-----BEGIN RSA PRIVATE KEY-----", letters(64), letters(64), letters(40), "-----END RSA PRIVATE KEY-----"];
const JWT = `eyJ${letters(33)}.eyJ${letters(80)}.${letters(43)}`;

/** What it is called, the value, and a sentence around it. */
export const PRIVATE: readonly (readonly [label: string, value: string, text: string])[] = (
  [
    ["Anthropic API key", key("sk-ant-api03-", 95), (value) => `export ANTHROPIC_API_KEY=${value}\n`],
    ["OpenAI API key", key("sk-proj-", 90), (value) => `{"apiKey": "${value}"}`],
    ["OpenAI API key", key("sk-", 48), (value) => `curl -H "Authorization: Bearer ${value}"`],
    ["Stripe key", key("sk_live_", 24), (value) => `stripe = Stripe('${value}');`],
    ["Stripe key", key("rk_live_", 40), (value) => `The restricted one is ${value}.`],
    ["Stripe webhook secret", key("whsec_", 32), (value) => `STRIPE_WEBHOOK_SECRET_CREDITS=${value}`],
    ["PRPM token", key("prpm_", 43), (value) => `curl -H 'authorization: Bearer ${value}' https://prpm.dev`],
    ["GitHub token", key("ghp_", 36), (value) => `git clone with ${value}, then push`],
    ["GitHub token", `github_pat_${letters(22)}_${letters(59)}`, (value) => `token: ${value}`],
    ["GitLab token", key("glpat-", 20), (value) => `(${value})`],
    ["AWS access key", `AKIA${letters(16, "QX7D2LMPSVB4KTZC")}`, (value) => `aws_access_key_id = ${value}`],
    ["Secret key", letters(40), (value) => `aws_secret_access_key = "${value}"`],
    ["Google API key", key("AIza", 35), (value) => `maps?key=${value}&v=3`],
    ["Slack token", `xoxb-${letters(12, "39401528675")}-${letters(24)}`, (value) => `SLACK=${value}`],
    [
      "Slack token",
      `https://hooks.slack.com/services/T${letters(9, "QX7D2LMPS")}/B${letters(9, "4KTZC8RW3")}/${letters(24)}`,
      (value) => `curl ${value}`,
    ],
    ["Shopify token", `shpat_${hex(32)}`, (value) => `X-Shopify-Access-Token: ${value}`],
    ["Linear API key", key("lin_api_", 40), (value) => `linear(${value})`],
    ["npm token", key("npm_", 36), (value) => `//registry/:_authToken=${value}`],
    ["SendGrid key", `SG.${letters(22)}.${letters(43)}`, (value) => `mail.setApiKey("${value}")`],
    ["JSON Web Token", JWT, (value) => `Cookie: session=${value}; Path=/`],
    ["Private key", PEM.join("\n"), (value) => `cat id_rsa\n${value}\nThat is it.`],
    ["Private key", PEM.join("\\n"), (value) => `{"private_key": "${value}"}`],
    ["Private key", PEM.slice(0, 3).join("\n"), (value) => `${value}\n\n\`\`\`\n`],
    ["Password in a database URL", "v9!Kq2-zet", (value) => `DATABASE_URL=postgres://app:${value}@db.prpm.dev:5432/x`],
    ["Password in a URL", "tr0ub4dor", (value) => `git remote add x https://kim:${value}@git.acme.io/x.git`],
    ["Password", "Winter-2024!", (value) => `My password is ${value}.`],
    ["Password", "k8sR0cks#", (value) => `DB_PASSWORD=${value}\nDB_HOST=db`],
    ["Password", "k8sR0cks#", (value) => `  password: "${value}",`],
    ["Password", "hunter2", (value) => `password=${value}`],
    ["Password", "Passw0rd!x", (value) => `password: ${value}`],
    ["Secret key", hex(32), (value) => `api_key: ${value}`],
    ["Secret key", letters(40), (value) => `const clientSecret = "${value}";`],
    ["Bearer token", letters(40), (value) => `Authorization: Bearer ${value}`],
    ["E-mail address", "mara.lindqvist@posteo.de", (value) => `Write to ${value}, she knows.`],
    ["E-mail address", "o'neil+lists@mail.acme.co.uk", (value) => `<${value}>`],
    ["E-mail address", "jürgen@müller.de", (value) => `**${value}**`],
    ["E-mail address", "kim@acme.io", (value) => `[me](mailto:${value}?subject=hi)`],
    ["E-mail address", "kim@acme.io", (value) => `{"email":"${value}"}`],
    ["Phone number", "+49 30 901820", (value) => `Ruf an: ${value}!`],
    ["Phone number", "+1 (213) 373-4253", (value) => `| Kim | ${value} |`],
    ["Phone number", "(213) 373-4253", (value) => `Ask for Kim at ${value}.`],
    ["Phone number", "213-373-4253", (value) => `Phone: ${value}`],
    ["Phone number", "+1 555 123 4567", (value) => `reach him at ${value}.`],
    ["Phone number", "555-123-4567", (value) => `Phone: ${value}`],
    ["Phone number", "+14155550132", (value) => `"phone":"${value}"`],
    ["Phone number", "020 7946 0958", (value) => `You can call me on ${value} after six.`],
    ["Card number", "5425 2334 3010 9903", (value) => `My card is ${value}, valid to 04/28.`],
    ["Card number", "4263982640269299", (value) => `{"number":${value}}`],
    ["Card number", "374245455400126", (value) => `Amex ${value}`],
    ["IBAN", "DE89 3704 0044 0532 0130 00", (value) => `Bitte auf ${value} überweisen.`],
    ["IBAN", "GB29NWBK60161331926819", (value) => `iban=${value}`],
    ["IBAN", "NL91 ABNA 0417 1643 00", (value) => `${value} ABNA`],
    ["Social security number", "212-09-9999", (value) => `Her social security number is ${value}.`],
    ["IP address", "84.17.53.121", (value) => `My home IP address is ${value}.`],
    ["User name in a path", "mlindqvist", (value) => `at /home/${value}/src/index.ts:12:5`],
    ["User name in a path", "mlindqvist", (value) => `C:\\Users\\${value}\\AppData\\Local\\Temp`],
    ["User name in a path", "mlindqvist", (value) => `"cwd": "/Users/${value}/code"`],
  ] satisfies readonly [string, string, (value: string) => string][]
).map(([label, value, around]) => [label, value, around(value)]);

/** Ordinary technical text, in which people share nothing of anybody. */
export const HARMLESS: Readonly<Record<string, string>> = {
  "placeholders of keys": `ANTHROPIC_API_KEY=your-api-key
OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
STRIPE_SECRET_KEY=sk_live_xxxxxxxxxxxxxxxxxxxxxxxx
TOKEN=<token>  API_KEY=\${API_KEY}  PASSWORD=changeme  DB_PASSWORD=$DB_PASSWORD
export ANTHROPIC_API_KEY=sk-ant-api03-your-key-goes-here-please
password: "password"  password: '••••••••'  secret: "********"
Authorization: Bearer YOUR_ACCESS_TOKEN_GOES_HERE and Authorization: Bearer <access_token>`,
  "settings and code that handle passwords": `const password = process.env.DB_PASSWORD;
const token = await getToken({ req, secret: env.NEXTAUTH_SECRET });
function signIn(password: string, apiKey: string | null, token?: Token): Promise<Session> {}
const User = z.object({ password: z.string().min(12), token: z.uuid() });
if (password === "") throw new Error("password: must not be empty");
"password": { "type": "string", "minLength": 8 },  max_tokens: 4096,  token_type: bearer
<input type="password" name="password" autocomplete="current-password" />
secretName: my-app-tls   tokenEndpoint: https://login.acme.io/oauth2/token
apiKey={config.services.weather.apiKey} password=request.form["password"]
password := os.Getenv("PASSWORD"); apiKey := cfg.APIKey; secret = secrets.token_urlsafe(32)
The password is required. The token is expired. The password is hashed with argon2id.`,
  "compose files with the passwords of tutorials": `services:
  db:
    image: postgres:18.4-alpine
    environment: { POSTGRES_USER: postgres, POSTGRES_PASSWORD: postgres }
    ports: ["5432:5432", "127.0.0.1:6379:6379"]
DATABASE_URL=postgres://postgres:postgres@localhost:5432/app
DATABASE_URL="postgresql://user:password@localhost:5432/mydb?schema=public"
REDIS_URL=redis://default:\${REDIS_PASSWORD}@cache:6379  AMQP=amqp://guest:guest@rabbit/`,
  "a private key that is none": "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
  "hashes, ids and versions": `commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b (HEAD -> main, tag: v16.4.5-rc.1)
sha512-q7Xd2LmP9sVb4KtZ8cRw3NfY6hGj5TeWq7Xd2LmP9sVb4KtZ8cRw3NfY6hGj5TeW==
id 0198c1f2-7c4e-7d3a-9b1e-2f5a6c7d8e9f, trace 4bf92f3577b34da6a3ce929d0e0e4736, span 00f067aa0ba902b7
{"createdAt":1732752000000,"ns":1732752000000000000,"big":9007199254740991,"ratio":0.1234567890123456}
node 20.19.43, next 16.4.5, 1.2.3-beta.17+exp.sha.5114f85, 10.0.0.1, 192.168.1.254, ::1, fe80::1%eth0
ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"  order 4000123412341235  ISBN 978-3-16-148410-0`,
  "addresses that are nobody's": `Mail alice@example.com, bob@mail.example.org or noreply@acme.io; root@localhost; x@y.test
git clone git@github.com:acme/tool.git && ssh deploy@10.0.0.5 && npm i lodash@4.17.21 @types/node@20
<img src="logo@2x.png"> import x from "pkg@next"; return@forEach; this@Main.context; W @ x.T; a@b.method()
12345+kim@users.noreply.github.com https://medium.com/@someone/post https://unpkg.com/react@19.3.1/index.js
ssh://deploy@git.acme.io:22/repo.git https://cdn.acme.io/npm/vue@3.2.1/dist`,
  "logs, times and figures": `2026-11-28T10:15:30.123Z INFO  [http-nio-8080-exec-1] took 1234 ms, 200 in 0.25s, p99 99.95%
127.0.0.1 - - [28/Nov/2026:10:15:30 +0000] "GET /Users/list/orders?page=10&limit=100 HTTP/1.1" 200 5321
Lines 1234 2345 3456 4567 of 5678; total 1,234,567.89 EUR; +12.5% and -3,4; 555-0199; 2026-01-02 - 2026-02-03
tel: 2024-11-28, call 1234 in 30 s; phone model 15; range 1000-2000-3000; RGB 255 255 255; 16:9
0x7fff5fbff8c0 0b10101010 1e-9 6.02214076e23 4111-2222 (123) 456`,
  "paths that are everybody's": `/home/user/app /home/node/.npm /Users/you/code C:\\Users\\username\\Desktop /home/runner/work/x
GET /Users/{id} https://acme.io/home/about/us https://acme.io/Users/kim/ ./home/kim ~/code /usr/home C:\\Users\\Public\\x`,
  "prose about security": `Never commit secrets: a token in the history stays there. Rotate API keys every 90 days, keep passwords
in a manager, and prefer short-lived tokens (15 minutes) over long ones. A JWT has three parts, header.payload.signature,
each base64url. Anthropic's keys begin with sk-ant-, Stripe's with sk_live_ or sk_test_, GitHub's with ghp_. An IBAN has up
to 34 characters (DE00 0000 0000 0000 0000 00 is not one), a card number 13 to 19 digits and a Luhn digit.`,
  "a table in Markdown and a query": `| id | name | score |
| --- | --- | ---: |
| 1001 | Ada | 98.50 |
SELECT u.id, u.email, count(*) FROM users u JOIN runs r ON r.user_id = u.id WHERE u.token = $1 AND r.cost > 1000000 GROUP BY 1;
UPDATE users SET password = crypt($1, gen_salt('bf')), token = NULL WHERE email = lower(@email);`,
};
