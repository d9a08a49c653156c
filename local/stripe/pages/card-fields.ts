import { html, type Markup } from "./html";

const TRY: readonly (readonly [string, string])[] = [
  ["4242 4242 4242 4242", "is paid"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0000 0000 9995", "has insufficient funds"],
  ["4000 0027 6000 3184", "asks for authentication"],
  ["4000 0000 0000 0259", "is paid, then disputed"],
  ["4000 0000 0000 0341", "can be kept, but every charge fails"],
];

/** What the fields of a card hold. */
export type Filled = { number: string; expiry: string; cvc: string };

export function cardFields(filled: Filled): Markup {
  return html`<label for="card-number">Card number</label>
<input id="card-number" name="card_number" inputmode="numeric" autocomplete="cc-number" required maxlength="23" value="${filled.number}">
<div class="row">
<div><label for="expiry">Expiry (MM/YY)</label>
<input id="expiry" name="expiry" inputmode="numeric" autocomplete="cc-exp" placeholder="12/34" required maxlength="7" value="${filled.expiry}"></div>
<div><label for="cvc">CVC</label>
<input id="cvc" name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" required maxlength="4" value="${filled.cvc}"></div>
</div>`;
}

/** Test cards to fill the form with, as links so that it works without scripts. */
export function testCards(): Markup {
  return html`<details>
<summary>Test cards</summary>
<p class="quiet">Any future date and any CVC will do. Choose one to fill it in:</p>
<ul>${TRY.map(
    ([number, what]) => html`<li><a href="?card=${number.replaceAll(" ", "")}">${number}</a> ${what}</li>`,
  )}</ul>
</details>`;
}

/** The form's card as the API takes it. */
export function cardFrom(form: URLSearchParams): { number: string; exp_month: string; exp_year: string; cvc: string } {
  const [month = "", year = ""] = (form.get("expiry") ?? "").split("/").map((part) => part.trim());
  return { number: form.get("card_number") ?? "", exp_month: month, exp_year: year, cvc: form.get("cvc") ?? "" };
}

/** What the fields hold at first: nothing, or the test card that was chosen. */
export function filledFrom(query: URLSearchParams): Filled {
  const number = (query.get("card") ?? "").replaceAll(/\D/g, "").slice(0, 19);
  return number === "" ? { number: "", expiry: "", cvc: "" } : { number, expiry: "12/34", cvc: "123" };
}

/** What was typed, for a form that is shown again. */
export function typedIn(form: URLSearchParams): Filled {
  return {
    number: form.get("card_number") ?? "",
    expiry: form.get("expiry") ?? "",
    cvc: form.get("cvc") ?? "",
  };
}
