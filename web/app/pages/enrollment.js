/** One enrolment, followed live: its state, its steps, the way to pay, and what came of it. */

import { Problem, answerOffer, findStudio, readStatus } from "../kit/api.js";
import { fill, h } from "../kit/dom.js";
import { TEXT, troubleText } from "../kit/text.js";
import { drawLoading, drawTrouble, frame } from "../parts/frame.js";
import { outcome } from "../parts/outcome.js";
import { stepList } from "../parts/steps.js";
import { showMissing } from "./missing.js";

const words = TEXT.status;
const RESTING = new Set(["active", "rejected", "cancelled", "expired", "refunded", "failed"]);
const QUICK = 1200;
const CALM = 5000;
const QUICK_FOR = 90_000;

export async function showEnrollment(app, slug, id) {
  drawLoading(app);
  const token = new URLSearchParams(location.search).get("token") || "";
  try {
    const [studio, status] = await Promise.all([findStudio(slug), readStatus(slug, id, token)]);
    follow(draw(app, studio), studio, { slug, id, token }, status);
  } catch (problem) {
    if (problem.isMissing || !token) showMissing(app, words.lost);
    else drawTrouble(app, problem, () => showEnrollment(app, slug, id));
  }
}

/** The page's moving parts; what is said aloud stays in place so that it is heard once for each change. */
function draw(app, studio) {
  const parts = {
    headline: h("h1", { tabindex: "-1" }),
    said: h("p", { class: "lead" }),
    outcome: h("div", { class: "outcome" }),
    steps: h("div", {}),
    pulse: h("p", { class: "hint pulse" }),
  };
  frame(
    app,
    { studio, title: words.title, back: `/${studio.slug}` },
    h(
      "div",
      { class: "journey" },
      h("div", { role: "status", "aria-live": "polite", "aria-atomic": "true" }, parts.headline, parts.said),
      parts.outcome,
      h("section", { class: "progress" }, h("h2", {}, words.steps), parts.steps, parts.pulse),
    ),
  );
  return parts;
}

async function follow(parts, studio, address, first) {
  const began = Date.now();
  let status = first;
  let shown = "";
  let wake = () => {};
  const answer = async (verb) => {
    if (await answerSeat(parts, address, verb)) wake();
  };
  for (;;) {
    const now = JSON.stringify(status);
    if (now !== shown) show(parts, studio, status, answer);
    shown = now;
    if (RESTING.has(status.state)) return;
    const isCalm = Date.now() - began > QUICK_FOR || status.state === "waitlisted";
    await Promise.race([pause(isCalm ? CALM : QUICK), new Promise((resolve) => (wake = resolve))]);
    status = await read(parts, address, status);
  }
}

async function read(parts, { slug, id, token }, last) {
  try {
    const status = await readStatus(slug, id, token);
    parts.pulse.textContent = words.live;
    return status;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    parts.pulse.textContent = problem.isPassing ? words.paused : troubleText(problem);
    return last;
  }
}

/** Take the seat that is on offer, or leave it; true when that was heard. The next look shows what came of it. */
async function answerSeat(parts, { slug, id, token }, verb) {
  try {
    await answerOffer(slug, id, token, verb);
    return true;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    parts.pulse.textContent = troubleText(problem);
    return false;
  }
}

/** Wait, and longer while nobody looks. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => (document.hidden ? document.addEventListener("visibilitychange", resolve, { once: true }) : resolve());
    setTimeout(done, milliseconds);
  });
}

function show(parts, studio, status, answer) {
  const [headline, said] = words.state[status.state] || words.unknown;
  if (parts.headline.textContent !== headline) {
    parts.headline.textContent = headline;
    parts.said.textContent = said;
    document.title = `${headline} · ${studio.name}`;
  }
  fill(parts.outcome, outcome(studio, status, answer));
  fill(parts.steps, stepList(status));
  parts.pulse.textContent = RESTING.has(status.state) ? "" : words.live;
}
