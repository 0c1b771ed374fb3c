// The statements of an answer as they are laid out; the server does the same (api/web/statements.py).
import { documentHref, el, labels, sentence, words } from "./dom.js";

/** A link that opens the panel; with a modifier key it stays a link. */
export function opening(link, citation, open) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(citation, link);
  });
  return link;
}

const isWritten = (part) => words.written.includes(part);

/** Grows an answer: `add` puts one more statement under the others, steps into a numbered list. */
export class Statements {
  #before = "";
  #seen = new Set();
  #steps = 0;

  /** `language`: that of the answer's own words; quotations are Vietnamese. */
  constructor(citations, asOf, open, language = "vi") {
    Object.assign(this, { citations, asOf, open, language });
    this.node = el("div", { class: "statements", lang: language });
  }

  add({ text, citations, part }) {
    const body = isWritten(part) ? [el("p", {}, ...pieces(text, this.language))] : said(text);
    if (part === "note") body.unshift(el("p", { class: "statement__mark" }, labels(this.language).parts.notice));
    const shown = this.#chips(citations, part);
    if (shown.length) body.push(el("p", { class: "chips", lang: "vi" }, ...shown));
    const kind = `statement statement--${part}`;
    if (part === "step") this.#list().append(el("li", { class: kind }, ...body));
    else this.node.append(el("div", { class: kind }, ...body));
    this.#steps += part === "step" ? 1 : 0;
  }

  /** The list that the next step goes into. */
  #list() {
    const last = this.node.lastElementChild;
    if (last?.localName === "ol") return last;
    const list = el("ol", { class: "todo", start: this.#steps ? this.#steps + 1 : null });
    this.node.append(list);
    return list;
  }

  /** None that the statement before has, and under a line on validity none that stands further up. */
  #chips(citations, part) {
    const told = String(citations) === this.#before || (part === "validity" && citations.every((n) => this.#seen.has(n)));
    this.#before = String(citations);
    for (const n of citations) this.#seen.add(n);
    return told ? [] : citations.map((n) => chip(this.citations[n], n, this.asOf, this.open));
  }
}

/** Words in turn with quotations, which are Vietnamese in every language. */
function pieces(text, language) {
  if (language === "vi") return [text];
  const parts = text.split(/(“[^”]*”)/).filter(Boolean);
  return parts.map((part) => (part.startsWith("“") ? el("span", { lang: "vi" }, part) : part));
}

/** The little Markdown of code's own words: quotations, lists and paragraphs; every word stays text. */
export function said(text) {
  const nodes = [];
  for (const line of text.split("\n")) {
    const [kind, item] = line.startsWith(">") ? ["blockquote", "p"] : line.startsWith("- ") ? ["ul", "li"] : ["p", null];
    const shown = item ? line.slice(1).trim() : line.trim();
    if (!shown) continue;
    if (!item) nodes.push(el("p", {}, shown));
    else if (nodes.at(-1)?.localName === kind) nodes.at(-1).append(el(item, {}, shown));
    else nodes.push(el(kind, kind === "ul" ? { class: "points" } : { lang: "vi" }, el(item, {}, shown)));
  }
  return nodes;
}

function chip(citation, index, asOf, open) {
  const link = el("a", { class: "chip", href: documentHref(citation.path, asOf) }, el("span", { class: "chip__n" }, String(index + 1)), sentence(citation.label));
  return opening(link, citation, open);
}
