/** Who asks: a signed-in user as the database knows them now. */
export type Viewer = {
  id: string;
  email: string;
  name: string | null;
  image: string | null;
  handle: string;
  role: "user" | "admin";
  plan: "free" | "plus" | "organization";
  /** May admin routes be used with this sign-in? The role, and an admin token or a browser session. */
  isAdmin: boolean;
  /** What they showed: a browser's cookie (whose writes must come from our own pages), a session's JWT, an API token. */
  via: "cookie" | "session" | "token";
  /** When they signed in; null for an API token, and where it is not known. */
  signedInAt: Date | null;
};
