import { log } from "@/lib/log.server";
import { CommandError } from "./command";
import { completeFromLocalStack } from "./local-stack";

/** Readies the environment of a command that needs a database and signs nothing: the local stack's, or DATABASE_URL. */
export function requireDatabaseAlone(): void {
  completeFromLocalStack();
  if (!process.env["DATABASE_URL"]) {
    throw new CommandError("Start the local stack first (npm start), or name a database in DATABASE_URL.");
  }
  for (const name of ["NEXTAUTH_SECRET", "SHARE_KEY"]) process.env[name] ||= "not used by this command ".repeat(2);
  process.env["NEXTAUTH_URL"] ||= "http://localhost:3000";
  log.level = "silent";
}
