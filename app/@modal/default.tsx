/** No dialog: the page alone. */
export default function NoDialog() {
  return null;
}
