// What an answer stands on: its sources, what they refer to, the words they define.
import { documentHref, el, sampleTag, sentence, tag, words } from "./dom.js";
import { opening } from "./statements.js";

/** The parts under the statements, those that there are. */
export function sources(answer, open) {
  const asOf = answer.as_of;
  const parts = [];
  if (answer.citations.length) parts.push(el("h3", { class: "small" }, "Căn cứ"), el("ol", { class: "sources" }, ...answer.citations.map((item) => source(item, asOf, open))));
  if (answer.followed?.length) parts.push(followed(answer.followed, asOf, open));
  if (answer.definitions?.length) parts.push(defined(answer.definitions, asOf, open));
  return parts;
}

function source(citation, asOf, open) {
  const title = citation.document_title || citation.document;
  const link = el(
    "a",
    { class: "source", href: documentHref(citation.path, asOf) },
    el("span", { class: "source__where" }, sentence(citation.label)),
    el("span", { class: "source__what" }, `${title} `, el("span", { class: "source__number" }, `(${citation.document})`)),
  );
  const tags = el("span", { class: "source__tags" }, tag(citation.status, words.statusTones[citation.status]), citation.sample ? sampleTag() : null);
  const above = citation.headings?.length ? el("p", { class: "crumbs" }, citation.headings.join(" › ")) : null;
  return el("li", {}, opening(link, citation, open), above, tags, why(citation));
}

/** What the cited clauses refer to; a reference that leads nowhere says why. */
function followed(items, asOf, open) {
  const rows = items.map((one) => {
    if (!one.citation) return el("li", {}, el("span", { class: "beside__where" }, sentence(one.label)), el("p", { class: "fine" }, one.note));
    const heading = one.citation.heading ? el("p", { class: "fine" }, one.citation.heading) : null;
    return beside(one.citation, sentence(one.label), [heading], one.whole, asOf, open);
  });
  return details(`Quy định được dẫn chiếu (${items.length})`, rows, items.some((one) => one.pointer));
}

/** The clauses that define words of the question. */
function defined(items, asOf, open) {
  const rows = items.map(({ term, citation, whole }) => {
    const row = beside(citation, `${sentence(citation.label)}, ${citation.document}`, [], whole, asOf, open);
    row.prepend(el("strong", {}, sentence(term)), " ");
    return row;
  });
  return details(`Từ ngữ trong câu hỏi (${items.length})`, rows, false);
}

function beside(citation, where, more, whole, asOf, open) {
  const link = el("a", { class: "beside__where", href: documentHref(citation.path, asOf) }, where);
  const lines = citation.quote.split("\n").filter((line) => line.trim()).map((line) => el("p", {}, line));
  if (!whole) lines.push(el("p", {}, "…"));
  const leads = (citation.leads ?? []).map((lead) => el("p", { class: "fine" }, lead));
  return el("li", {}, opening(link, citation, open), " ", tag(citation.status, words.statusTones[citation.status]), ...more, ...leads, el("blockquote", {}, ...lines));
}

function details(title, rows, isOpen) {
  const box = el("details", { class: "beside" }, el("summary", { class: "small" }, title), el("ul", { class: "beside__list" }, ...rows));
  box.open = isOpen;
  return box;
}

/** How a citation stands on the day asked, and what says so. */
function why(citation) {
  if (!citation.validity && !citation.basis?.length) return null;
  const line = citation.validity ? el("p", { class: "source__validity" }, sentence(citation.validity)) : null;
  return el("div", { class: "source__why" }, line, ...(citation.basis ?? []).map((text) => el("p", { class: "fine" }, text)));
}
