/** Elements without markup strings: what people typed can never become HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties and children; null, false and undefined children are left out. */
export function h(tag, props = {}, ...children) {
  return furnish(document.createElement(tag), props, children);
}

/** The same for drawings. */
export function svg(tag, props = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), props, children);
}

function furnish(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put these in place of everything that the element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  return element;
}

/** A mark beside text; the text says it all, so readers skip the mark. */
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name], fill: "none", stroke: "currentColor", "stroke-width": "1.8", "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );
}

const PATHS = {
  done: "M4.5 10.5l3.6 3.6 7.4-8",
  failed: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  undone: "M5 8.5h6.5a3.5 3.5 0 0 1 0 7H8M5 8.5l3-3M5 8.5l3 3",
  waiting: "M10 5.2v5l3 1.8M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z",
  forward: "M4 10h12M11 5l5 5-5 5",
  back: "M16 10H4M9 5l-5 5 5 5",
  seat: "M6.5 7.5a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0M3.5 17c.8-3.2 3.3-5 6.5-5s5.7 1.8 6.5 5",
  clock: "M10 5.2v5l3 1.8M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z",
  cake: "M4 17h12v-6.5H4zM4 13.5c1.2 1 2.4 1 3.6 0 1.2 1 2.4 1 3.6 0 1.2 1 2.6 1 4.8 0M10 10.5V7M10 4.2v.2",
};
