/** A refusal or failure that a person can act on: printed as its sentence, without a stack. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command's body and ends the process: 0 when it returns, else its error on standard error and that exit code. */
export async function runCommand(body: () => Promise<void>): Promise<void> {
  try {
    await body();
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommandError) console.error(error.message);
    else console.error(error);
    process.exit(error instanceof CommandError ? error.exitCode : 1);
  }
}
