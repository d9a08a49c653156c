/** Nothing: without a file of its own this app would take the product's. */
export function register() {}
