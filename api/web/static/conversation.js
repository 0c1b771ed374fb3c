// The conversation that the server keeps, or, where it keeps none, the turns that this page sends along.
import { base } from "./dom.js";
import { request } from "./stream.js";

const KEY = "hocvu-conversation";
const LAST = 6;
const LONGEST = 2000;

const url = (id) => `${base}/v1/conversations/${encodeURIComponent(id)}`;

/** What this tab remembers; a browser that keeps nothing has a conversation for as long as the page is open. */
function remember(id) {
  try {
    if (id) sessionStorage.setItem(KEY, id);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Then a reload begins anew.
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

const asTurn = ({ question, standalone, as_of: asOf, citations }) => ({
  question: question.slice(0, LONGEST),
  standalone: (standalone ?? "").slice(0, LONGEST),
  as_of: asOf,
  cited: citations.slice(0, 20).map((citation) => citation.path),
});

export class Conversation {
  #turns = [];
  #span = null;
  id = "";

  /** The fields of a question: whose next turn it is, or after which turns it comes. */
  fields() {
    if (this.id) return { conversation: this.id };
    return this.#turns.length ? { history: this.#turns.slice(-LAST) } : { conversation: "new" };
  }

  /** What this tab remembers of before a reload; empty where there is nothing. */
  get before() {
    return remembered();
  }

  /** An answer was given; it tells where it is kept. */
  heard(answer) {
    this.#turns.push(asTurn(answer));
    this.#is(answer.conversation);
  }

  /** The turns of the remembered conversation, which is this one from here on. Throws. */
  async restored() {
    this.id = remembered();
    return (await this.#read()).turns;
  }

  /** The last day that it is kept to, unless it goes on. Throws. */
  async until() {
    if (this.#span === null) await this.#read();
    return new Date(Date.now() + this.#span);
  }

  /** The number of the turn that an answer is; 0 where it is not kept (any more). Throws. */
  async numberOf(answer) {
    if (answer.turn || !answer.conversation) return answer.turn ?? 0;
    const { turns } = await this.#read(answer.conversation).catch((error) => {
      if (error.code === "not_found") return { turns: [] };
      throw error;
    });
    const same = (turn) => turn.answer_id === answer.id && turn.question === answer.question;
    return turns.findLast(same)?.n ?? 0;
  }

  /** Delete it on the server, and forget it; that it was gone already is as good. Throws. */
  async forget() {
    await request(url(this.id), { method: "DELETE" }).catch((error) => {
      if (error.code !== "not_found") throw error;
    });
    this.leave();
  }

  /** Forget it here; what is asked next begins another. */
  leave() {
    this.#turns = [];
    this.#is("");
  }

  /** Go back to one that was left. */
  enter(id) {
    this.#turns = [];
    this.#is(id);
  }

  #is(id) {
    if (id === this.id) return;
    this.id = id;
    remember(id);
  }

  async #read(id = this.id) {
    const kept = await (await request(url(id))).json();
    const last = kept.turns.at(-1)?.at ?? kept.begun_at;
    this.#span = new Date(kept.kept_until) - new Date(last);
    return kept;
  }
}
