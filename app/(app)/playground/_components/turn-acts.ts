import type { CreditSummary } from "@/lib/credits/credits";
import type { RunRequest } from "@/lib/runs/run-request";
import type { Turn } from "./turn";

/** What can be done with the runs of a thread; the same functions from one drawing to the next. */
export type RunActs = {
  retry: (turn: Turn) => void;
  reconnect: (turn: Turn) => void;
  runAgain: (turn: Turn) => void;
  edit: (turn: Turn) => void;
  endEdit: () => void;
  runEdited: (turn: Turn, body: RunRequest) => void;
  showVersion: (runId: string) => void;
  goOn: (body: RunRequest) => void;
};

/** Everything that can be done from inside a thread, also how much of it is shown. */
export type TurnActs = RunActs & {
  fold: (key: string, folded: boolean) => void;
  foldAll: (folded: boolean) => void;
};

/** What an edit in place needs beside the turn: its first words, its run (null while there is nothing), what there is to spend. */
export type Editing = {
  input: string;
  bodyFor: (userInput: string) => RunRequest | null;
  credits: CreditSummary | null;
};
