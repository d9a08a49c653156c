/** Where credits are bought: a dialog over the page one comes from, a page of its own when it is opened directly. */
export const BUY_PATH = "/playground/credits/buy";
