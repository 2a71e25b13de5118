/**
 * Keeps what is typed: on the server a moment after, and on this machine until the server has it. Nothing that was
 * typed is lost when the connection is, when the page is left, or when the session has ended.
 */

const QUIET = 800;
const TRY_AGAIN = 15000;
const PREFIX = "motcua:";

/**
 * `address` takes the values by POST, `key` names the draft on this machine, `token` is the form's own against forgery.
 * `show(state, details)` is told of "saving", "saved", "offline", "again", "restored", "refused", "signed_out".
 */
export class Keeper {
  constructor({ address, key, token, kept, show }) {
    Object.assign(this, { address, key: `${PREFIX}${key}:`, token, show });
    this.saved = new Map(Object.entries(kept).map(([id, value]) => [id, JSON.stringify(value)]));
    this.pending = new Map();
    this.timer = null;
    this.sending = false;
    window.addEventListener("online", () => this.send("again"));
    window.addEventListener("offline", () => this.pending.size && this.wait());
    window.addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush());
  }

  /** What an earlier visit could not send: field by field, where it still differs from what the server has. */
  left() {
    const found = {};
    for (const id of this.keptHere()) {
      const text = localStorage.getItem(this.key + id);
      if (text === null || text === this.saved.get(id)) localStorage.removeItem(this.key + id);
      else found[id] = JSON.parse(text);
    }
    return found;
  }

  /** What the page shows at the beginning is nothing new, even where it is written otherwise than it is kept. */
  begin(values) {
    for (const [id, value] of Object.entries(values)) this.saved.set(id, JSON.stringify(value));
  }

  /** Keeps these values: at once on this machine, and soon on the server. */
  keep(values, { now = false } = {}) {
    for (const [id, value] of Object.entries(values)) {
      const text = JSON.stringify(value);
      const isNew = text !== this.saved.get(id);
      if (isNew && this.pending.get(id) !== text) {
        this.pending.set(id, text);
        store(this.key + id, text);
      } else if (!isNew && this.pending.has(id)) {
        this.pending.delete(id);
        localStorage.removeItem(this.key + id);
      }
    }
    clearTimeout(this.timer);
    if (this.pending.size) this.timer = setTimeout(() => this.send(), now ? 0 : QUIET);
  }

  /** Sends what is not on the server yet. */
  async send(told = "saving") {
    if (this.sending || !this.pending.size) return;
    clearTimeout(this.timer);
    this.sending = true;
    this.show(told);
    const batch = new Map(this.pending);
    try {
      await this.answered(await this.post(batch, {}), batch);
    } catch {
      this.wait();
    } finally {
      this.sending = false;
    }
  }

  async answered(response, batch) {
    if (response.ok) {
      const answer = await response.json();
      for (const [id, text] of batch) this.isSaved(id, text);
      this.show("saved", answer);
      if (this.pending.size) this.timer = setTimeout(() => this.send(), QUIET);
    } else if (response.status >= 500) {
      this.wait();
    } else {
      const answer = await response.json().catch(() => ({}));
      this.show(response.status === 401 ? "signed_out" : "refused", answer);
    }
  }

  /** The page goes away: a last message that the browser delivers even then. It stays kept here until it is answered. */
  flush() {
    if (this.pending.size) this.post(this.pending, { keepalive: true }).catch(() => {});
  }

  post(batch, options) {
    const values = Object.fromEntries([...batch].map(([id, text]) => [id, JSON.parse(text)]));
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    return fetch(this.address, { method: "POST", headers, body: JSON.stringify({ values }), ...options });
  }

  isSaved(id, text) {
    this.saved.set(id, text);
    if (this.pending.get(id) !== text) return;
    this.pending.delete(id);
    localStorage.removeItem(this.key + id);
  }

  wait() {
    this.show("offline");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send("again"), TRY_AGAIN);
  }

  keptHere() {
    return keysOf(this.key).map((key) => key.slice(this.key.length));
  }
}

/** Nothing stays on a machine that others use too. */
export function forgetAll() {
  for (const key of keysOf(PREFIX)) localStorage.removeItem(key);
}

function keysOf(prefix) {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

/** A full or forbidden storage must not stop anybody from typing: the server is still there. */
function store(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Nothing to do: see above.
  }
}
