/** What surrounds every page: the school's name above, how to reach it below. */

import { wear } from "../kit/brand.js";
import { fill, h, icon, svg } from "../kit/dom.js";
import { TEXT, troubleText } from "../kit/text.js";

/** Draw a page: `studio` may be null where no school is known. */
export function frame(app, { studio = null, title, back = null }, ...content) {
  if (studio) wear(studio.brand?.colour);
  document.title = [title, studio?.name || TEXT.brand].filter(Boolean).join(" · ");
  const home = studio ? `/${studio.slug}` : "/";
  fill(
    app,
    h("header", { class: "top" }, h("a", { class: "wordmark", href: home }, dot(), studio?.name || TEXT.brand), back && backLink(back)),
    h("main", { id: "page", class: "page", tabindex: "-1" }, ...content),
    studio ? foot(studio) : null,
  );
}

function dot() {
  return svg("svg", { class: "dot", viewBox: "0 0 12 12", "aria-hidden": "true" }, svg("circle", { cx: 6, cy: 6, r: 6 }));
}

function backLink(href) {
  return h("a", { class: "back", href }, icon("back"), TEXT.back);
}

function foot(studio) {
  const contacts = [
    h("a", { href: `mailto:${studio.email}` }, studio.email),
    studio.phone && h("a", { href: `tel:${studio.phone.replaceAll(/[^+\d]/g, "")}` }, studio.phone),
    studio.website && h("a", { href: studio.website, rel: "noopener" }, studio.website.replace("https://", "")),
  ];
  return h(
    "footer",
    { class: "foot" },
    h("p", { class: "foot-name" }, studio.name),
    h("p", { class: "foot-ways" }, ...contacts.filter(Boolean)),
    h("p", { class: "foot-maker" }, TEXT.poweredBy),
  );
}

/** Five lines and a few notes, in the school's colour; mere ornament. */
export function staff() {
  const lines = [0, 1, 2, 3, 4].map((n) => {
    const y = 40 + n * 16;
    return svg("path", { d: `M0 ${y + 34} C 160 ${y - 30}, 330 ${y + 60}, 620 ${y - 8}` });
  });
  const notes = [[96, 62, 1], [190, 84, 1], [286, 92, 0], [384, 74, 1], [476, 78, 1]].map(([x, y, isFilled]) =>
    svg(
      "g",
      { class: isFilled ? "note" : "note open" },
      svg("path", { d: `M${x + 8.5} ${y - 2} v-46` }),
      svg("ellipse", { cx: x, cy: y, rx: 9.5, ry: 7, transform: `rotate(-22 ${x} ${y})` }),
    ),
  );
  return svg("svg", { class: "staff", viewBox: "0 0 620 170", preserveAspectRatio: "xMaxYMid meet", "aria-hidden": "true" }, ...lines, ...notes);
}

/** While a page loads: its shape, in grey. */
export function drawLoading(app) {
  const bones = ["wide", "", "", ""].map((shape) => h("div", { class: `bone ${shape}` }));
  fill(app, h("main", { id: "page", class: "page" }, h("p", { class: "unseen", role: "status" }, TEXT.loading), h("div", { class: "bones", "aria-hidden": "true" }, ...bones)));
}

/** When it could not be loaded: why, and another try. */
export function drawTrouble(app, problem, retry, studio = null) {
  frame(
    app,
    { studio, title: TEXT.again },
    h("div", { class: "note-box", role: "alert" }, h("p", {}, troubleText(problem)), h("button", { class: "button", type: "button", onclick: retry }, TEXT.again)),
  );
}
