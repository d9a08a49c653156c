import { buildApp } from "./build-app";
import { runCommand } from "./command";

await runCommand(async () => {
  await buildApp({ always: true, show: true });
});
