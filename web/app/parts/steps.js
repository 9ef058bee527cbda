/** The steps of an enrolment as a list with their states. */

import { h, icon } from "../kit/dom.js";
import { TEXT, stepName } from "../kit/text.js";

const words = TEXT.status;
const KNOWN = new Set(["done", "failed", "undone"]);

/** One line for each step; how it stands is said in words, never by colour alone. */
export function stepList({ steps = [] }) {
  return h("ol", { class: "steps" }, steps.map(stepLine));
}

function stepLine(step) {
  const state = KNOWN.has(step.state) ? step.state : "waiting";
  return h(
    "li",
    { class: `step ${state}` },
    h("span", { class: "mark" }, icon(state)),
    h(
      "div",
      {},
      h("p", { class: "step-name" }, stepName(step.name), h("span", { class: state === "done" ? "unseen" : "step-state" }, ` ${words.stepState[step.state] || step.state}`)),
      step.detail && h("p", { class: "step-detail" }, step.detail),
    ),
  );
}
