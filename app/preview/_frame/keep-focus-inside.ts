/**
 * Lets scripts move the focus within the frame, never into it: a page that asks for it again and again would keep the
 * keyboard from the page around.
 */
export function keepFocusInside(): void {
  for (const { prototype } of [HTMLElement, SVGElement]) {
    const { focus } = prototype;
    prototype.focus = function (options) {
      if (document.hasFocus()) focus.call(this, options);
    };
  }
  window.focus = () => undefined;
}
