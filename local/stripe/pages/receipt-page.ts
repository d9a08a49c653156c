import { Refusal } from "../../stand-in/refusal";
import { shownAmount } from "../money/decimal";
import { shownDay } from "./dates";
import { html } from "./html";
import type { PageCall, PageResult } from "./layout";

/** The receipt of a charge. */
export function showReceipt({ work, id }: PageCall): PageResult {
  const charge = work.tables.charges.get(id);
  if (!charge?.paid) throw new Refusal(404, "There is no receipt here.");
  const card = charge.payment_method_details?.card;
  const amount = (cents: number): string => shownAmount(cents, charge.currency);
  return {
    page: {
      title: "Receipt",
      body: html`<h1>Receipt</h1>
<p class="amount">${amount(charge.amount)}</p>
<table>
<tbody>
<tr><th scope="row">Paid on</th><td>${shownDay(charge.created)}</td></tr>
<tr><th scope="row">For</th><td>${charge.description ?? "Payment"}</td></tr>
<tr><th scope="row">Card</th><td>${card?.brand} ending in ${card?.last4}</td></tr>
<tr><th scope="row">Refunded</th><td>${amount(charge.amount_refunded)}</td></tr>
<tr><th scope="row">Payment</th><td>${charge.payment_intent as string}</td></tr>
</tbody>
</table>`,
    },
  };
}
