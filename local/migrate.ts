import { CommandError, runCommand } from "./command";
import { migrateDatabase } from "./migrate-database";
import { home } from "./paths";
import { runningStack } from "./stack-state";

await runCommand(async () => {
  // A migration needs a session of its own, which a transaction pooler does not give: hence the direct address.
  const { DIRECT_DATABASE_URL, DATABASE_URL } = process.env;
  const url = DIRECT_DATABASE_URL || DATABASE_URL || runningStack(home)?.databaseUrl;
  if (!url) throw new CommandError("Name the database to migrate in DATABASE_URL, or start the local one: npm start");
  const { applied, alreadyThere } = await migrateDatabase(url, { note: (line) => console.error(line) });
  console.log(`${applied} applied, ${alreadyThere} already there`);
});
