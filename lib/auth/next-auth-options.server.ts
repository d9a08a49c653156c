import "server-only";
import type { NextAuthOptions, Profile, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import GitHubProvider, { type GithubProfile } from "next-auth/providers/github";
import GoogleProvider, { type GoogleProfile } from "next-auth/providers/google";
import { callbackPath } from "@/lib/callback-path";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";

/** A sign-in whose e-mail is known to be the person's own. */
type VerifiedSignIn = {
  provider: string | null;
  providerAccountId: string | null;
  email: string;
  name: string | null;
  image: string | null;
  /** What the person is called there; the wish for a handle. */
  login: string | null;
};

export type SignUp = (signIn: VerifiedSignIn) => Promise<{ userId: string; sessionVersion: number; banned: boolean }>;

/** Our own facts on next-auth's user object, set at sign-in and copied into the token. */
type KnownUser = User & { sessionVersion?: number; login?: string | null };

/** Addresses that cannot receive mail belong to accounts that nobody signs in to, such as the built-in one. */
const NOBODY = /\.invalid$/i;
const EMAIL = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,190}$/u;

/** GitHub with its two addresses as configured; the e-mail is its primary one, and only when GitHub verified it. */
function github(id: string, secret: string) {
  const { GITHUB_URL, GITHUB_API_URL } = env();
  const api = (path: string, token: string | undefined) =>
    fetch(`${GITHUB_API_URL}${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", "user-agent": "prpm" },
      signal: AbortSignal.timeout(10_000),
    });
  return GitHubProvider<GithubProfile>({
    clientId: id,
    clientSecret: secret,
    authorization: { url: `${GITHUB_URL}/login/oauth/authorize`, params: { scope: "read:user user:email" } },
    token: `${GITHUB_URL}/login/oauth/access_token`,
    userinfo: {
      url: `${GITHUB_API_URL}/user`,
      async request({ tokens }) {
        const profile = (await (await api("/user", tokens.access_token)).json()) as GithubProfile;
        const answer = await api("/user/emails", tokens.access_token);
        const emails = answer.ok
          ? ((await answer.json()) as { email: string; primary: boolean; verified: boolean }[])
          : [];
        const email = emails.find((entry) => entry.primary && entry.verified)?.email;
        return { ...profile, email: email ?? "" } as unknown as Profile;
      },
    },
    profile: (profile): KnownUser => ({
      id: String(profile.id),
      name: profile.name ?? profile.login,
      email: profile.email || null,
      image: profile.avatar_url,
      login: profile.login,
    }),
  });
}

function google(id: string, secret: string) {
  const issuer = env().GOOGLE_ISSUER;
  return GoogleProvider<GoogleProfile>({
    clientId: id,
    clientSecret: secret,
    issuer,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    profile: (profile): KnownUser => ({
      id: profile.sub,
      name: profile.name,
      email: profile.email_verified === true ? profile.email : null,
      image: profile.picture,
      login: profile.email?.split("@")[0] ?? null,
    }),
  });
}

function reasonOf(metadata: Error | { error?: Error; [key: string]: unknown }): string {
  const error = metadata instanceof Error ? metadata : metadata.error;
  return error?.name ?? "unknown";
}

/** Sign-in by e-mail alone, for one machine: a form with no password, so only where the caller found it safe. */
function dev() {
  return CredentialsProvider({
    id: "dev",
    name: "this machine",
    credentials: { email: { label: "E-mail", type: "email" }, name: { label: "Name", type: "text" } },
    async authorize(credentials) {
      const email = credentials?.email?.trim().toLowerCase() ?? "";
      const name = credentials?.name?.trim() || null;
      return EMAIL.test(email) ? { id: email, email, name, login: email.split("@")[0] ?? null } : null;
    },
  });
}

/**
 * next-auth's configuration: GitHub and Google where they are configured, the dev sign-in where `devAllowed`, sessions
 * as encrypted JWTs that carry the user's id, their session version and when they signed in. The provider's tokens are not kept.
 */
export function nextAuthOptions({ signUp, devAllowed }: { signUp: SignUp; devAllowed: boolean }): NextAuthOptions {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET, NEXTAUTH_SECRET, DEV_SIGN_IN } = env();
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: 30 * 24 * 60 * 60 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      ...(GITHUB_ID && GITHUB_SECRET ? [github(GITHUB_ID, GITHUB_SECRET)] : []),
      ...(GOOGLE_ID && GOOGLE_SECRET ? [google(GOOGLE_ID, GOOGLE_SECRET)] : []),
      ...(DEV_SIGN_IN === true && devAllowed ? [dev()] : []),
    ],
    callbacks: {
      async signIn({
        user,
        account,
      }: {
        user: KnownUser;
        account: { provider: string; providerAccountId: string } | null;
        profile?: Profile;
      }) {
        if (!account || !user.email || NOBODY.test(user.email)) return "/sign-in?error=EmailNotVerified";
        const isDev = account.provider === "dev";
        const known = await signUp({
          provider: isDev ? null : account.provider,
          providerAccountId: isDev ? null : account.providerAccountId,
          email: user.email,
          name: user.name ?? null,
          image: user.image ?? null,
          login: user.login ?? null,
        });
        if (known.banned) return "/sign-in?error=Suspended";
        user.id = known.userId;
        user.sessionVersion = known.sessionVersion;
        return true;
      },
      async jwt({ token, user }: { token: Record<string, unknown>; user?: KnownUser }) {
        // The token goes on with each visit; when its owner last showed who they are stays in it.
        return user?.sessionVersion === undefined
          ? token
          : { sub: user.id, sv: user.sessionVersion, at: now().getTime() };
      },
      /** Where a form wants to go afterwards is put into the head of the answer: a path of ours, as an address writes it. */
      async redirect({ url, baseUrl }) {
        const { origin } = new URL(baseUrl);
        return `${origin}${callbackPath(url, origin)}`;
      },
      async session({ session, token }) {
        return { ...session, user: { name: null, email: null, image: null, id: token.sub } };
      },
    },
    logger: {
      // The metadata may hold the provider's whole profile.
      error: (code, metadata) => log.error({ code, reason: reasonOf(metadata) }, "sign-in failed"),
      warn: (code) => log.debug({ code }, "sign-in warning"),
      debug: () => undefined,
    },
  };
}
