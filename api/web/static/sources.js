// What an answer stands on: its sources, what they refer to, the words they define.
import { documentHref, el, labels, sampleTag, sentence, statusTag } from "./dom.js";
import { opening } from "./statements.js";

/** The parts under the statements, those that there are. */
export function sources(answer, open) {
  const shown = { asOf: answer.as_of, say: labels(answer.language), open };
  const parts = [];
  if (answer.citations.length) parts.push(el("h3", { class: "small" }, shown.say.parts.sources), el("ol", { class: "sources", lang: "vi" }, ...answer.citations.map((item) => source(item, shown))));
  if (answer.followed?.length) parts.push(followed(answer.followed, shown));
  if (answer.definitions?.length) parts.push(defined(answer.definitions, shown));
  return parts;
}

function source(citation, { asOf, say, open }) {
  const title = citation.document_title || citation.document;
  const link = el(
    "a",
    { class: "source", href: documentHref(citation.path, asOf) },
    el("span", { class: "source__where" }, sentence(citation.label)),
    el("span", { class: "source__what" }, `${title} `, el("span", { class: "source__number" }, `(${citation.document})`)),
  );
  const tags = el("span", { class: "source__tags" }, statusTag(citation.status, say), citation.sample ? sampleTag(say) : null);
  const above = citation.headings?.length ? el("p", { class: "crumbs" }, citation.headings.join(" › ")) : null;
  return el("li", {}, opening(link, citation, open), above, tags, why(citation));
}

/** What the cited clauses refer to; a reference that leads nowhere says why. */
function followed(items, shown) {
  const rows = items.map((one) => {
    if (!one.citation) return el("li", {}, el("span", { class: "beside__where" }, sentence(one.label)), el("p", { class: "fine" }, one.note));
    const heading = one.citation.heading ? el("p", { class: "fine" }, one.citation.heading) : null;
    return beside(one.citation, sentence(one.label), [heading], one.whole, shown);
  });
  return details(`${shown.say.parts.followed} (${items.length})`, rows, items.some((one) => one.pointer));
}

/** The clauses that define words of the question. */
function defined(items, shown) {
  const rows = items.map(({ term, citation, whole }) => {
    const row = beside(citation, `${sentence(citation.label)}, ${citation.document}`, [], whole, shown);
    row.prepend(el("strong", {}, sentence(term)), " ");
    return row;
  });
  return details(`${shown.say.parts.defined} (${items.length})`, rows, false);
}

function beside(citation, where, more, whole, { asOf, say, open }) {
  const link = el("a", { class: "beside__where", href: documentHref(citation.path, asOf) }, where);
  const lines = citation.quote.split("\n").filter((line) => line.trim()).map((line) => el("p", {}, line));
  if (!whole) lines.push(el("p", {}, "…"));
  const leads = (citation.leads ?? []).map((lead) => el("p", { class: "fine" }, lead));
  return el("li", {}, opening(link, citation, open), " ", statusTag(citation.status, say), ...more, ...leads, el("blockquote", {}, ...lines));
}

function details(title, rows, isOpen) {
  const box = el("details", { class: "beside" }, el("summary", { class: "small" }, title), el("ul", { class: "beside__list", lang: "vi" }, ...rows));
  box.open = isOpen;
  return box;
}

/** How a citation stands on the day asked, and what says so. */
function why(citation) {
  if (!citation.validity && !citation.basis?.length) return null;
  const line = citation.validity ? el("p", { class: "source__validity" }, sentence(citation.validity)) : null;
  return el("div", { class: "source__why" }, line, ...(citation.basis ?? []).map((text) => el("p", { class: "fine" }, text)));
}
