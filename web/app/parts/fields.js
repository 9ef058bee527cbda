/** Fields with labels, hints and complaints that readers hear together. */

import { fill, h } from "../kit/dom.js";
import { TEXT } from "../kit/text.js";

/** One labelled input. `name` is also the pointer by which the API complains: `student.given_name`. */
export function field(name, label, props = {}, hint = null) {
  const id = idOf(name);
  const isRequired = props.required !== false;
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label, !isRequired && h("span", { class: "optional" }, ` (${TEXT.form.optional})`)),
    h("input", { id, name, type: "text", ...props, required: isRequired, "aria-describedby": `${id}-hint ${id}-wrong` }),
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint),
    h("p", { class: "wrong", id: `${id}-wrong` }),
  );
}

/** Chips to tick: checkboxes, or radio buttons when only one counts. */
export function chips(name, legend, options, { type = "checkbox", chosen = null, lead = null } = {}) {
  const boxes = options.map(({ value, label, spoken, hint }) =>
    h(
      "label",
      { class: "chip" },
      h("input", { type, name, value, checked: value === chosen, "aria-label": spoken || null }),
      h("span", {}, label, hint && h("small", {}, hint)),
    ),
  );
  return h("fieldset", { class: "choices" }, h("legend", {}, legend), lead && h("p", { class: "hint" }, lead), h("div", { class: "chips" }, boxes));
}

/** A box to tick before going on. */
export function tick(name, label) {
  const id = idOf(name);
  return h(
    "div",
    { class: "field" },
    h("label", { class: "tick" }, h("input", { id, type: "checkbox", name, required: true, "aria-describedby": `${id}-wrong` }), h("span", {}, label)),
    h("p", { class: "wrong", id: `${id}-wrong` }),
  );
}

export const idOf = (name) => `field-${name.replaceAll(".", "-")}`;

/** Say what is wrong with an input, or nothing. */
export function complain(input, sentence) {
  const place = document.getElementById(`${input.id}-wrong`);
  if (place) place.textContent = sentence || "";
  if (sentence) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** What is wrong with an input by its own rules, in our words; an empty string when it is right. */
export function faultOf(input) {
  const { validity } = input;
  if (validity.valid) return "";
  if (input.type === "checkbox") return TEXT.rules[input.name === "consent" ? "consent" : "terms"];
  if (input.type === "date" && (validity.badInput || validity.rangeOverflow || validity.rangeUnderflow)) return TEXT.rules.date;
  if (validity.valueMissing) return TEXT.rules.required;
  return TEXT.rules[{ email: "email", tel: "phone", password: "password" }[input.type]] || TEXT.rules.other;
}

/** Check every shown input; returns the faulty ones with their complaints. */
export function check(form) {
  const inputs = [...form.querySelectorAll("input[id]")].filter((input) => !input.closest("[hidden]"));
  const faulty = [];
  for (const input of inputs) {
    const sentence = faultOf(input);
    complain(input, sentence);
    if (sentence) faulty.push({ input, sentence });
  }
  return faulty;
}

/** A summary at the top that names each faulty field and leads to it. */
export function summarize(place, faulty, lead = TEXT.form.problems) {
  place.hidden = false;
  fill(
    place,
    h("p", {}, lead),
    faulty.length > 0 &&
      h(
        "ul",
        {},
        faulty.map(({ input, sentence }) => h("li", {}, h("a", { href: `#${input.id}`, onclick: (event) => goTo(event, input) }, `${labelOf(input)}: ${sentence}`))),
      ),
  );
  place.focus();
}

function goTo(event, input) {
  event.preventDefault();
  input.focus();
}

function labelOf(input) {
  const label = (input.labels[0]?.firstChild?.textContent || input.closest("label")?.textContent || input.name).trim();
  const whose = input.closest(".pair") && input.closest("fieldset")?.querySelector("legend").textContent;
  return (whose ? `${whose}, ${label.toLowerCase()}` : label).replace(/\.$/, "");
}
