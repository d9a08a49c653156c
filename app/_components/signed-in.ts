import { redirect } from "next/navigation";
import type { Viewer } from "@/lib/auth/viewer";
import { currentViewer } from "@/lib/auth/viewer.server";

/** Whoever looks at this page; anyone not signed in goes to sign in and comes back here. */
export async function requireViewer(path: string): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  return viewer;
}
