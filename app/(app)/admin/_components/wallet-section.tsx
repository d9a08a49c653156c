import { Breakdown } from "@/components/credits/breakdown";
import { PLAN_WORDS } from "@/components/credits/credit-words";
import { readWallet } from "@/lib/credits/search-wallets.server";
import { AdjustButton } from "./adjust-button";

type WalletSectionProps = { userId: string; email: string; now: Date; canAdjust: boolean };

/** What one user holds, of which lots, and the way to correct it. */
export async function WalletSection({ userId, email, now, canAdjust }: WalletSectionProps) {
  const wallet = await readWallet(userId, now);
  return (
    <section aria-labelledby="wallet" className="flex min-w-0 flex-col gap-4">
      <h2 id="wallet" className="text-16 font-strong">
        Wallet
      </h2>
      {wallet === null ? (
        <p className="text-14 text-bad-ink">This wallet cannot be brought up to date; its alert says why.</p>
      ) : (
        <>
          <p className="-mt-2 text-14 text-soft">{PLAN_WORDS[wallet.plan]}</p>
          <div className="max-w-sm">
            <Breakdown summary={wallet} />
          </div>
          {canAdjust && (
            <div>
              <AdjustButton user={{ id: userId, email, available: wallet.available }} />
            </div>
          )}
        </>
      )}
    </section>
  );
}
