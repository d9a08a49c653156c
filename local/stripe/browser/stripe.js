/*
 * A small Stripe.js of the local stand-in: the Payment Element with a card, and what confirms a payment. It stands
 * where a page loads https://js.stripe.com from, in tests that route that address here. No money, test cards only.
 */
(() => {
  // The stand-in puts its own address here.
  const STAND_IN = "__STAND_IN__";

  const NOTE = "Local stand-in for Stripe: no real money. Never enter a real card.";

  const STYLE = `
:host { display: block; font: var(--size) / 1.5 var(--font); color: var(--text); }
* { box-sizing: border-box; }
.note { margin: 0 0 0.75em; font-size: 0.8125em; color: var(--quiet); }
label { display: block; font-size: 0.875em; margin: 0 0 0.25em; }
.row { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75em; margin-top: 0.75em; }
input { width: 100%; font: inherit; color: inherit; background: var(--background); border: 1px solid var(--line); border-radius: var(--radius); padding: 0.6em 0.75em; }
input:focus-visible { outline: 2px solid var(--primary); outline-offset: 1px; }
input[aria-invalid="true"] { border-color: var(--danger); }
input:read-only { opacity: 0.6; }
.problem { color: var(--danger); font-size: 0.875em; margin: 0.25em 0 0; }
.problem:empty { display: none; }
`;

  const FIELDS = [
    {
      name: "number",
      label: "Card number",
      autocomplete: "cc-number",
      placeholder: "1234 1234 1234 1234",
      longest: 23,
    },
    { name: "expiry", label: "Expiration date", autocomplete: "cc-exp", placeholder: "MM / YY", longest: 7 },
    { name: "cvc", label: "Security code", autocomplete: "cc-csc", placeholder: "CVC", longest: 4 },
  ];

  /** The look that a page wishes for, as the names of our style. */
  function lookOf({ theme, variables = {} } = {}) {
    const dark = theme === "night";
    return {
      "--primary": variables.colorPrimary ?? (dark ? "#85d996" : "#0570de"),
      "--background": variables.colorBackground ?? (dark ? "#30313d" : "#ffffff"),
      "--text": variables.colorText ?? (dark ? "#e0e0e0" : "#30313d"),
      "--quiet": variables.colorTextSecondary ?? variables.colorText ?? (dark ? "#b5b7c2" : "#5c6270"),
      "--danger": variables.colorDanger ?? (dark ? "#fe87a1" : "#c0123c"),
      "--line": dark ? "#6d7080" : "#8a8f9c",
      "--radius": variables.borderRadius ?? "5px",
      "--size": variables.fontSizeBase ?? "16px",
      "--font": variables.fontFamily ?? "system-ui, sans-serif",
    };
  }

  /** Names and values with brackets, as the API takes them. */
  function formOf(value, prefix = "", form = new URLSearchParams()) {
    for (const [name, inner] of Object.entries(value)) {
      const key = prefix === "" ? name : `${prefix}[${name}]`;
      if (inner === undefined || inner === null) continue;
      if (typeof inner === "object") formOf(inner, key, form);
      else form.set(key, String(inner));
    }
    return form;
  }

  const connectionProblem = { type: "api_connection_error", message: "Stripe could not be reached. Please try again." };

  /** Asks the API; what it refuses comes as `{ error }`. */
  async function ask(method, path, params) {
    const form = formOf(params);
    try {
      const response =
        method === "GET"
          ? await fetch(`${STAND_IN}${path}?${form}`)
          : await fetch(`${STAND_IN}${path}`, { method, body: form });
      return await response.json();
    } catch {
      return { error: connectionProblem };
    }
  }

  const idOf = (clientSecret) => String(clientSecret).split("_secret_")[0];

  /** Listeners by the name of what they listen to. */
  function createListeners() {
    const all = new Map();
    return {
      on: (name, listener) => all.set(name, [...(all.get(name) ?? []), listener]),
      off: (name, listener) =>
        all.set(
          name,
          (all.get(name) ?? []).filter((one) => listener !== undefined && one !== listener),
        ),
      tell: (name, event) => {
        for (const listener of all.get(name) ?? []) listener(event);
      },
    };
  }

  function incomplete(code, message) {
    return { type: "validation_error", code, message };
  }

  /** Why a card as it was typed cannot be meant, field by field. */
  function problemsOf({ number, expiry, cvc }) {
    const digits = number.replace(/\D/g, "");
    return {
      number: digits.length < 14 ? incomplete("incomplete_number", "Your card number is incomplete.") : null,
      expiry: /^\d{1,2}\s*\/\s*(\d{2}|\d{4})$/.test(expiry.trim())
        ? null
        : incomplete("incomplete_expiry", "Your card's expiration date is incomplete."),
      cvc: /^\d{3,4}$/.test(cvc.trim())
        ? null
        : incomplete("incomplete_cvc", "Your card's security code is incomplete."),
    };
  }

  function createField({ name, label, autocomplete, placeholder, longest }) {
    const field = document.createElement("div");
    const input = document.createElement("input");
    const caption = document.createElement("label");
    const problem = document.createElement("p");
    Object.assign(input, {
      id: `stand-in-${name}`,
      name,
      autocomplete,
      placeholder,
      maxLength: longest,
      inputMode: "numeric",
    });
    Object.assign(caption, { htmlFor: input.id, textContent: label });
    Object.assign(problem, { id: `${input.id}-problem`, className: "problem" });
    problem.setAttribute("role", "alert");
    input.setAttribute("aria-describedby", problem.id);
    field.append(caption, input, problem);
    return {
      field,
      input,
      show(error) {
        problem.textContent = error?.message ?? "";
        input.setAttribute("aria-invalid", String(error !== null));
      },
    };
  }

  /** The Payment Element: a card's fields in a shadow root of its own. */
  function createPaymentElement(options, look, loaded) {
    const listeners = createListeners();
    const fields = Object.fromEntries(FIELDS.map((field) => [field.name, createField(field)]));
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    let readOnly = options?.readOnly === true;

    const style = document.createElement("style");
    style.textContent = STYLE;
    const note = Object.assign(document.createElement("p"), { className: "note", textContent: NOTE });
    const row = Object.assign(document.createElement("div"), { className: "row" });
    row.append(fields.expiry.field, fields.cvc.field);
    root.append(style, note, fields.number.field, row);

    const values = () => Object.fromEntries(Object.entries(fields).map(([name, { input }]) => [name, input.value]));
    const firstProblem = () => Object.values(problemsOf(values())).find((problem) => problem !== null) ?? null;

    function tellChange() {
      const typed = Object.values(values());
      listeners.tell("change", {
        elementType: "payment",
        empty: typed.every((value) => value === ""),
        complete: firstProblem() === null,
        collapsed: false,
        value: { type: "card" },
      });
    }

    function paint() {
      for (const [name, value] of Object.entries(look())) host.style.setProperty(name, value);
      for (const { input } of Object.values(fields)) input.readOnly = readOnly;
    }

    for (const { input, show } of Object.values(fields)) {
      input.addEventListener("input", () => {
        show(null);
        tellChange();
      });
      input.addEventListener("focus", () => listeners.tell("focus", { elementType: "payment" }));
      input.addEventListener("blur", () => listeners.tell("blur", { elementType: "payment" }));
      input.addEventListener("keydown", (event) => {
        // A form does not see what is in a shadow root.
        if (event.key === "Enter") host.closest("form")?.requestSubmit();
        if (event.key === "Escape") listeners.tell("escape", { elementType: "payment" });
      });
    }

    const element = {
      mount(place) {
        const parent = typeof place === "string" ? document.querySelector(place) : place;
        if (!parent) throw new Error(`There is nothing to mount the Payment Element on: ${place}`);
        paint();
        parent.replaceChildren(host);
        listeners.tell("loaderstart", { elementType: "payment" });
        loaded().then(({ error }) => {
          if (error) listeners.tell("loaderror", { elementType: "payment", error });
          else listeners.tell("ready", { elementType: "payment" });
        });
      },
      unmount: () => host.remove(),
      destroy: () => host.remove(),
      update(changes) {
        if (changes?.readOnly !== undefined) readOnly = changes.readOnly;
        paint();
      },
      focus: () => fields.number.input.focus(),
      blur: () => root.activeElement?.blur(),
      clear() {
        for (const { input, show } of Object.values(fields)) {
          input.value = "";
          show(null);
        }
        tellChange();
      },
      collapse() {},
      on(name, listener) {
        listeners.on(name, listener);
        return element;
      },
      once(name, listener) {
        const wrapped = (event) => {
          listeners.off(name, wrapped);
          listener(event);
        };
        return element.on(name, wrapped);
      },
      off(name, listener) {
        listeners.off(name, listener);
        return element;
      },
    };

    return {
      element,
      paint,
      /** Shows what is wrong with what was typed, and returns the first of it. */
      check() {
        const problems = problemsOf(values());
        for (const [name, { show }] of Object.entries(fields)) show(problems[name]);
        return firstProblem();
      },
      card() {
        const { number, expiry, cvc } = values();
        const [month, year] = expiry.split("/").map((part) => part.trim());
        return { number: number.replace(/\D/g, ""), exp_month: month, exp_year: year, cvc: cvc.trim() };
      },
    };
  }

  function createElements(key, initial) {
    let options = { ...initial };
    let payment = null;

    const loaded = async () => {
      const { clientSecret } = options;
      if (clientSecret === undefined) return {};
      return ask("GET", `/v1/payment_intents/${idOf(clientSecret)}`, { key, client_secret: clientSecret });
    };

    const elements = {
      create(type, elementOptions) {
        if (type !== "payment")
          throw new Error(`The local stand-in for Stripe offers the Payment Element only, not ${type}.`);
        if (payment) throw new Error("Can only create one Element of type payment per Elements.");
        payment = createPaymentElement(elementOptions, () => lookOf(options.appearance), loaded);
        const { element } = payment;
        const destroy = element.destroy;
        element.destroy = () => {
          payment = null;
          destroy();
        };
        return element;
      },
      getElement: (type) => (type === "payment" ? (payment?.element ?? null) : null),
      async update(changes) {
        options = { ...options, ...changes };
        payment?.paint();
      },
      fetchUpdates: async () => ({}),
      async submit() {
        const error = payment ? payment.check() : incomplete("incomplete_number", "There is no Payment Element.");
        return error ? { error } : { selectedPaymentMethod: "card" };
      },
    };
    Object.defineProperty(elements, "standIn", {
      value: { card: () => payment.card(), secret: () => options.clientSecret },
    });
    return elements;
  }

  /** Shows a bank's question over the page until it is answered. */
  function showChallenge(url) {
    return new Promise((resolve) => {
      const dialog = document.createElement("dialog");
      const frame = document.createElement("iframe");
      frame.src = url.replace(/^https?:\/\/[^/]+/, STAND_IN);
      frame.title = "Authentication by your bank";
      Object.assign(frame.style, {
        display: "block",
        width: "min(26rem, 88vw)",
        height: "min(28rem, 80vh)",
        border: "0",
      });
      Object.assign(dialog.style, { padding: "0", border: "0", borderRadius: "8px" });
      dialog.setAttribute("aria-label", "Authentication by your bank");
      dialog.addEventListener("cancel", (event) => event.preventDefault());
      dialog.append(frame);
      document.body.append(dialog);
      const answered = (event) => {
        if (event.origin !== STAND_IN || event.data?.standInChallenge === undefined) return;
        window.removeEventListener("message", answered);
        dialog.close();
        dialog.remove();
        resolve();
      };
      window.addEventListener("message", answered);
      dialog.showModal();
    });
  }

  async function retrievePaymentIntent(key, clientSecret) {
    const intent = await ask("GET", `/v1/payment_intents/${idOf(clientSecret)}`, { key, client_secret: clientSecret });
    return intent.error ? { error: intent.error } : { paymentIntent: intent };
  }

  /** What a payment has come to: it, or why it did not go through. */
  async function afterAction(key, clientSecret, intent) {
    const url = intent.next_action?.use_stripe_sdk?.stripe_js;
    if (intent.status !== "requires_action" || url === undefined) return { paymentIntent: intent };
    await showChallenge(url);
    const result = await retrievePaymentIntent(key, clientSecret);
    const failure = result.paymentIntent?.last_payment_error;
    if (result.error || result.paymentIntent.status !== "requires_payment_method" || !failure) return result;
    return { error: { ...failure, payment_intent: result.paymentIntent } };
  }

  function leave(returnUrl, intent) {
    const url = new URL(returnUrl);
    url.searchParams.set("payment_intent", intent.id);
    url.searchParams.set("payment_intent_client_secret", intent.client_secret);
    url.searchParams.set("redirect_status", "succeeded");
    location.assign(url);
    return new Promise(() => {});
  }

  async function confirmPayment(key, { elements, clientSecret, confirmParams = {}, redirect = "always" }) {
    if (!elements?.standIn) throw new Error("The local stand-in for Stripe confirms what a Payment Element holds.");
    const { error } = await elements.submit();
    if (error) return { error };
    const secret = clientSecret ?? elements.standIn.secret();
    const { payment_method_data: given, return_url, ...rest } = confirmParams;
    const intent = await ask("POST", `/v1/payment_intents/${idOf(secret)}/confirm`, {
      key,
      client_secret: secret,
      return_url,
      payment_method_data: { type: "card", card: elements.standIn.card(), billing_details: given?.billing_details },
      ...rest,
    });
    if (intent.error) return { error: intent.error };
    const result = await afterAction(key, secret, intent);
    if (result.error || redirect === "if_required") return result;
    return leave(return_url, result.paymentIntent);
  }

  function Stripe(key) {
    if (!/^pk_test_/.test(String(key)))
      throw new Error("The local stand-in for Stripe takes a key that begins with pk_test_.");
    const notOffered = (name) => async () => {
      throw new Error(`The local stand-in for Stripe has no ${name}.`);
    };
    return {
      elements: (options = {}) => createElements(key, options),
      confirmPayment: (options) => confirmPayment(key, options),
      retrievePaymentIntent: (clientSecret) => retrievePaymentIntent(key, clientSecret),
      createToken: notOffered("createToken"),
      createPaymentMethod: notOffered("createPaymentMethod"),
      confirmCardPayment: notOffered("confirmCardPayment"),
      registerAppInfo() {},
      _registerWrapper() {},
    };
  }

  Stripe.version = "endive";
  window.Stripe = Stripe;
})();
