import { ReasonButton } from "./reason-button";

type BanButtonProps = { user: { id: string; email: string; isBanned: boolean } };

/** Bans somebody from sharing, or lets them share again. */
export function BanButton({ user: { id, email, isBanned } }: BanButtonProps) {
  const path = `/api/v1/admin/users/${id}/sharing`;
  if (isBanned) {
    return (
      <ReasonButton
        words="Lift the ban"
        about={email}
        title="Lift the sharing ban?"
        effect={`${email} may share again. Links that were taken down stay down until each is restored.`}
        path={path}
        body={{ banned: false }}
        reason="optional"
        said={`${email} may share again.`}
      />
    );
  }
  return (
    <ReasonButton
      words="Ban from sharing"
      about={email}
      title="Ban from sharing?"
      effect={`All live links of ${email} are taken down at once, and no new ones can be made.`}
      look="danger"
      path={path}
      body={{ banned: true }}
      reason="shown"
      said={`${email} is banned from sharing.`}
    />
  );
}
