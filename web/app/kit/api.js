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

async function everyPage(url, query = {}) {
  const items = [];
  let cursor;
  do {
    const asked = new URLSearchParams({ ...query, ...(cursor && { cursor }) });
    const page = await ask(`${url}?${asked}`);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor && items.length < 400);
  return items;
}

export const findStudio = (slug) => ask(path(slug));
export const listCourses = (slug) => everyPage(path(slug, "courses"));
export const listOpenings = (slug, course_id, from, to) => everyPage(path(slug, "openings"), { course_id, from, to });

/** Ask for a place; the same key twice asks once. */
export const enroll = (slug, request, key) => post(path(slug, "enrollments"), request, { "idempotency-key": key });

/** How far an enrolment is; whoever has the token may ask. */
export const readStatus = (slug, id, token) => ask(`${path(slug, "enrollments", id)}?${new URLSearchParams({ token })}`);

/** What the holder of an invitation may know, and its acceptance. */
export const readInvitation = (token) => post("/api/v1/invitations/open", { token });
export const acceptInvitation = (answer) => post("/api/v1/invitations/accept", answer);

/** A key that no other request has. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
