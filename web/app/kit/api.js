/** The API under the page's own origin; refusals are RFC 9457 problems. */

const BASE = "/api/v1/public/studios";

/** A request that was refused, or that never arrived (`status` 0). */
export class Problem extends Error {
  constructor(status, document = {}) {
    super(document.detail || document.title || "");
    this.status = status;
    this.code = document.code || "";
    this.title = document.title || "";
    this.errors = document.errors || [];
  }

  get isMissing() {
    return this.status === 404;
  }

  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

async function ask(url, options = {}) {
  let reply;
  try {
    reply = await fetch(url, { ...options, headers: { accept: "application/json", ...options.headers } });
  } catch {
    throw new Problem(0);
  }
  const body = reply.status === 204 ? null : await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Problem(reply.status, body || {});
  return body;
}

function post(url, body, headers = {}) {
  return ask(url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
}

const path = (...parts) => [BASE, ...parts.map(encodeURIComponent)].join("/");

/** The pages of a list, read one by one as they are asked for. */
async function* pagesOf(url, query = {}) {
  let cursor;
  do {
    const page = await ask(`${url}?${new URLSearchParams({ ...query, ...(cursor && { cursor }) })}`);
    yield page;
    cursor = page.cursor;
  } while (cursor);
}

export const findStudio = (slug) => ask(path(slug));

export async function listCourses(slug) {
  const courses = [];
  for await (const page of pagesOf(path(slug, "courses"))) courses.push(...page.items);
  return courses;
}

/** When one could begin a course, from now on, page by page in order of time. */
export const openingsOf = (slug, course_id) => pagesOf(path(slug, "openings"), { course_id, limit: 50 });

/** Ask for a place; the same key twice asks once. */
export const enroll = (slug, request, key) => post(path(slug, "enrollments"), request, { "idempotency-key": key });

/** How far an enrolment is; whoever has the token may ask. */
export const readStatus = (slug, id, token) => ask(`${path(slug, "enrollments", id)}?${new URLSearchParams({ token })}`);

/** Take the seat that is on offer to a waiting enrolment, or leave it to the next family (`accept`, `decline`). */
export const answerOffer = (slug, id, token, answer) =>
  post(`${path(slug, "enrollments", id, `${answer}-offer`)}?${new URLSearchParams({ token })}`, {});

const invitation = (scope, token, ...parts) => [`/api/v1${scope}/invitations`, ...[token, ...parts].map(encodeURIComponent)].join("/");

/** What the holder of an invitation may know. */
export const readInvitation = (token) => ask(invitation("/public", token));

/** Become a member with a new password. */
export const signUpByInvitation = (token, somebody) => post(invitation("/public", token, "sign-up"), somebody);

/** Become a member with the password that one has already; refused as `Challenge` where a second factor is due. */
export async function acceptInvitation(token, email, password) {
  const { access_token: access } = await post("/api/v1/auth/sign-in", { email, password });
  if (!access) throw new Problem(409, { code: "Challenge" });
  return post(invitation("", token, "accept"), {}, { authorization: `Bearer ${access}` });
}

/** A key that no other request has. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
