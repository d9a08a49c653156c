import type { Hit } from "@/lib/moderation/finding";

type TokenRule = { rule: string; label: string; shape: string };

/** Keys that their makers gave a prefix to. Every repetition is bounded, so that a hostile text costs no more than a plain one. */
const RULES: readonly TokenRule[] = [
  { rule: "anthropic-key", label: "Anthropic API key", shape: "sk-ant-[a-z0-9]{2,10}-[\\w-]{16,250}" },
  {
    rule: "openai-key",
    label: "OpenAI API key",
    shape: "sk-(?:proj|svcacct|admin|None|or-v1)-[\\w-]{32,250}|sk-[A-Za-z0-9]{32,128}",
  },
  { rule: "stripe-key", label: "Stripe key", shape: "(?:sk|rk)_live_[A-Za-z0-9]{16,250}" },
  { rule: "stripe-webhook", label: "Stripe webhook secret", shape: "whsec_[A-Za-z0-9+/=]{24,250}" },
  { rule: "prpm-token", label: "PRPM token", shape: "prpm_[\\w-]{43}" },
  { rule: "github-token", label: "GitHub token", shape: "gh[pousr]_[A-Za-z0-9]{36,250}|github_pat_\\w{40,250}" },
  { rule: "gitlab-token", label: "GitLab token", shape: "gl(?:pat|ptt|dt|rt)-[\\w-]{20,100}" },
  { rule: "aws-key-id", label: "AWS access key", shape: "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}" },
  { rule: "google-key", label: "Google API key", shape: "AIza[\\w-]{35}" },
  { rule: "google-oauth", label: "Google OAuth secret", shape: "GOCSPX-[\\w-]{28}|ya29\\.[\\w-]{40,400}" },
  { rule: "slack-token", label: "Slack token", shape: "xox[abeoprs]-[A-Za-z0-9-]{20,250}" },
  { rule: "npm-token", label: "npm token", shape: "npm_[A-Za-z0-9]{36}" },
  { rule: "hugging-face-token", label: "Hugging Face token", shape: "hf_[A-Za-z0-9]{30,60}" },
  { rule: "digitalocean-token", label: "DigitalOcean token", shape: "do[opr]_v1_[a-f0-9]{64}" },
  { rule: "telegram-token", label: "Telegram bot token", shape: "\\d{8,10}:AA[\\w-]{33}" },
  { rule: "jwt", label: "JSON Web Token", shape: "eyJ[\\w-]{8,4000}\\.eyJ[\\w-]{8,8000}\\.[\\w-]{8,2000}" },
];

// Each rule is a group, so that one walk over the text tries them all; what stands before keeps it to one try a word.
const ANY = new RegExp(
  `(?<![A-Za-z0-9_-])(?:${RULES.map(({ shape }) => `(${shape})`).join("|")})(?![A-Za-z0-9_])`,
  "g",
);

/** Words that stand where a key would: `sk-ant-api03-your-key-goes-here`. */
const NO_KEY = /your|placeholder|goes[-_]here|x{5}|0{8}/i;

/** Keys and tokens that are known by their shape. */
export function tokenHits(text: string): Hit[] {
  return Array.from(text.matchAll(ANY)).flatMap((match): Hit[] => {
    const found = RULES[match.slice(1).findIndex((group) => group !== undefined)];
    if (found === undefined || NO_KEY.test(match[0])) return [];
    const { rule, label } = found;
    return [{ kind: "secret", rule, label, start: match.index, end: match.index + match[0].length }];
  });
}
