// The only door to the API: addresses, the session's token, errors as one kind of object.

const BASE = "/api/v1";
const TOKEN = "token";
const TIMEOUT = 15_000; // milliseconds; a request without answer says so instead of spinning for ever

/**
 * What went wrong. `status` is the HTTP status, 0 when there was no answer; `code` is the API's own word for it
 * ("item-not-available"), which a text translates; `fields` are the fields refused, by name.
 */
export class ApiError extends Error {
  constructor(status, code = "", fields = []) {
    super(`${status} ${code}`);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** The keys of the texts that may tell a person what to do, the most precise one first. */
  get messageKeys() {
    return [`problem.${this.code}`, `problem.${this.status}`, "problem.other"];
  }
}

// The token lives as long as the tab: a shared computer forgets it, and no cookie means no forged request (CSRF).
export const session = {
  get token() {
    return sessionStorage.getItem(TOKEN);
  },
  open(token) {
    sessionStorage.setItem(TOKEN, token);
  },
  close() {
    sessionStorage.removeItem(TOKEN);
  },
};

/** Reads an error answer of the API (RFC 9457): {"code": "invalid", "errors": [{"field": "email", …}]}. */
export function readProblem(status, body) {
  const errors = Array.isArray(body?.errors) ? body.errors : [];
  return new ApiError(status, typeof body?.code === "string" ? body.code : "", errors.map((error) => error.field));
}

async function errorOf(response) {
  try {
    return readProblem(response.status, await response.json());
  } catch {
    return new ApiError(response.status); // not JSON: a proxy's own error page, say
  }
}

/**
 * Calls the API and gives the JSON answer, or null when there is none.
 * @param {string} method
 * @param {string} path  under /api/v1, for example "/items?search=drill"
 * @param {object|URLSearchParams} [body]  an object is sent as JSON, URLSearchParams as a form
 * @throws {ApiError}
 */
export async function call(method, path, body) {
  const options = { method, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(TIMEOUT) };
  if (session.token) options.headers.Authorization = `Bearer ${session.token}`;
  if (body instanceof URLSearchParams) options.body = body; // the browser names the type of a form itself
  else if (body) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(BASE + path, options);
  } catch {
    throw new ApiError(0);
  }
  if (response.status === 401) session.close();
  if (!response.ok) throw await errorOf(response);
  return response.status === 204 ? null : response.json();
}

export const get = (path) => call("GET", path);
export const post = (path, body) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);
export const remove = (path) => call("DELETE", path);

/** Opens the session (OAuth2 password form, as the API's documentation shows). */
export async function signIn(email, password) {
  const answer = await post("/auth/token", new URLSearchParams({ username: email, password }));
  session.open(answer.access_token);
}

let member = null; // the request under way or done: a page asks many times, the API is asked once

/** The member who is signed in, or null. */
export function currentMember() {
  if (!session.token) return Promise.resolve(null);
  member ??= get("/members/me").catch((error) => {
    if (error.status === 401) return null;
    throw error;
  });
  return member;
}
