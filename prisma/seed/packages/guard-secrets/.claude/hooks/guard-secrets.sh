#!/usr/bin/env bash
# Stops a write that would put a credential into a file, or touch a file that only holds credentials.
# Reads one PreToolUse event as JSON on stdin. Exit 0 lets it pass; exit 2 blocks it and stderr says why.
# Needs jq. When the event cannot be read, the write is blocked: a guard that fails open is none.
set -uo pipefail

block() {
  printf 'guard-secrets: %s\n' "$1" >&2
  exit 2
}

command -v jq >/dev/null || block "jq is not installed, so the write could not be checked."
event=$(cat)
[[ $(jq -r '.tool_input | type' <<<"$event" 2>/dev/null) == object ]] ||
  block "the event is not the JSON this hook expects."
path=$(jq -r '.tool_input.file_path // .tool_input.notebook_path // ""' <<<"$event")
# Write has content, Edit new_string, MultiEdit edits[].new_string, NotebookEdit new_source.
text=$(jq -r '[.tool_input | .content, .new_string, .new_source, (.edits // [] | .[].new_string)]
  | map(strings) | join("\n")' <<<"$event") || block "the new text could not be read from the event."
# A password for a database on this machine is a convention, not a secret: take it out before looking.
text=$(sed -E 's#://[^:/@[:space:]]+:[^@[:space:]]*@(localhost|127\.0\.0\.1)([:/?"]|$)#://\1\2#g' <<<"$text")

name=${path##*/}
case $name in
  *.example | *.sample | *.template) ;;
  .env | .env.* | *.pem | *.p12 | *.pfx | id_rsa | id_ed25519 | .netrc | .pgpass)
    block "$name holds credentials. Ask the user to edit it, or change $name.example instead." ;;
esac

# One pattern a line: what it is, a tab, an extended regular expression.
patterns=$(cat <<'LIST'
a private key	-----BEGIN ([A-Z]+ )*PRIVATE KEY-----
an AWS access key id	(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)
a GitHub token	(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})
a Slack token	xox[abprs]-[A-Za-z0-9-]{20,}
a live Stripe key	(sk|rk)_live_[A-Za-z0-9]{20,}
a database URL with a password	(postgres(ql)?|mysql|mongodb(\+srv)?|redis)://[^:/@[:space:]]+:[^@$<{[:space:]]+@
LIST
)

while IFS=$'\t' read -r what pattern; do
  line=$(grep -nE -m1 -e "$pattern" <<<"$text" | cut -d: -f1)
  if [[ -n $line ]]; then
    block "line $line of the new text for ${name:-this file} looks like $what. Read it from the environment instead."
  fi
done <<<"$patterns"
exit 0
