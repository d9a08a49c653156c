import * as React from "react";
import * as JsxRuntime from "react/jsx-runtime";
import * as ReactDom from "react-dom";
import * as ReactDomClient from "react-dom/client";
import { libraries } from "./libraries";

/** Modules that are read as a default import find the package itself there. */
const whole = (module: object) => ({ ...module, default: module, __esModule: true });

libraries.packages = {
  react: whole(React),
  "react-dom": whole(ReactDom),
  "react-dom/client": whole(ReactDomClient),
  "react/jsx-runtime": JsxRuntime,
  "react/jsx-dev-runtime": { ...JsxRuntime, jsxDEV: JsxRuntime.jsx },
};

libraries.mount = (component, place) => {
  ReactDomClient.createRoot(place).render(React.createElement(component as React.ComponentType));
};

// Pages that ask for React from elsewhere use it by these names.
Object.assign(globalThis, { React, ReactDOM: { ...ReactDom, ...ReactDomClient } });
