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
  /** How they signed in: browser writes must come from our own pages. */
  via: "cookie" | "bearer";
};
