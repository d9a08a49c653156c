import { PROMPT_TOKENS_MAX } from "@/lib/packages/compose-prompt";

/**
 * The text of a file as an SQL expression, null where no prompt can need it: a file that is too heavy to be part of
 * one, is not the package's main file and was not ticked. `file` and `version` are the aliases of `package_files` and
 * `package_versions`, `ticked` an SQL expression of the ticked paths; none may come from a request.
 */
export function promptContent(file: string, version: string, ticked: string): string {
  return `CASE WHEN ${file}.tokens < ${PROMPT_TOKENS_MAX} OR ${file}.path = ${version}.manifest->>'main'
    OR ${file}.path = ANY (${ticked}) THEN ${file}.content END`;
}
