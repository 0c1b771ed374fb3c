// The article of a citation, the clause marked, beside the conversation or as a sheet.
import { day, documentHref, el, inWords, outside, pictureUrl, provisionUrl, sampleTag, sentence, tag, words } from "./dom.js";
import { lifeOf } from "./life.js";
import { request } from "./stream.js";

const panel = document.getElementById("panel");
const beside = matchMedia("(min-width: 64rem)");
let opener = null;
let asked = 0;

/** Open the article of a citation as of a day; focus comes back to `from` when it closes. */
export async function openCitation(citation, asOf, from) {
  opener = from;
  const turn = ++asked;
  show(el("p", { class: "steps" }, "Đang mở điều khoản…"), citation, asOf);
  try {
    const response = await request(provisionUrl(citation.path, asOf));
    const provision = await response.json();
    if (turn === asked) fill(citation, provision, asOf, from);
  } catch (error) {
    if (turn === asked) failed(error, citation, asOf, from);
  }
}

/** Open what stands at an address, of which nothing else is known here: its status is the library's. */
export function openAddress(path, asOf, from) {
  opener = from;
  const bare = { path, label: inWords(path), quote: "", status: "", pages: [] };
  show(el("p", { class: "steps" }, "Đang mở điều khoản…"), bare, asOf);
  return openOn(bare, asOf, from);
}

/** The status is the answer's own: it also knows what other texts changed. */
function standing(citation, asOf) {
  const status = citation.status ? tag(citation.status, words.statusTones[citation.status]) : null;
  const when = el("span", { class: "fine" }, `vào ngày ${day(asOf)}`);
  return el("p", {}, ...[status, when, citation.sample ? sampleTag() : null].filter(Boolean));
}

/** The same article on another day: its status then is the library's, not the answer's. */
async function openOn(citation, asOf, from) {
  const turn = ++asked;
  try {
    const response = await request(provisionUrl(citation.path, asOf));
    const provision = await response.json();
    if (turn !== asked) return;
    const then = { ...citation, sample: citation.sample ?? provision.document.sample, status: provision.status, note: provision.note };
    show(null, then, asOf);
    fill(then, provision, asOf, from);
  } catch (error) {
    if (turn === asked) failed(error, citation, asOf, from);
  }
}

function show(content, citation, asOf) {
  const close = el("button", { type: "button", class: "panel__close", "aria-label": "Đóng" }, "×");
  close.addEventListener("click", () => panel.close());
  const title = el("h2", { id: "panel-title", tabindex: "-1" }, sentence(citation.label));
  const bar = el("header", { class: "panel__bar" }, el("div", {}, el("p", { class: "small" }, "Căn cứ"), title, standing(citation, asOf)), close);
  panel.replaceChildren(bar, el("div", { class: "panel__body" }, content));
  if (!panel.open) {
    if (beside.matches) panel.show();
    else panel.showModal();
    document.body.classList.add("has-panel");
  }
  title.focus();
}

function failed(error, citation, asOf, from) {
  const again = el("button", { type: "button", class: "button" }, "Thử lại");
  again.addEventListener("click", () => openCitation(citation, asOf, from));
  const text = el("p", {}, `${error.message} ${error.hint ?? ""}`);
  panel.querySelector(".panel__body").replaceChildren(el("div", { class: "answer--error", role: "alert" }, text, again));
}

/** The quotation where these are the words it is from, else the clause it stood in. */
function markOf(citation, { text, path, article_path: article, start, end }) {
  const quoted = [...text].slice(citation.start, citation.end).join("");
  if (quoted && quoted === citation.quote) return { start: citation.start, end: citation.end };
  return path === article ? { start: 0, end: 0 } : { start, end };
}

function fill(citation, provision, asOf, from) {
  const marked = { ...citation, article_path: provision.article_path, ...markOf(citation, provision) };
  const body = panel.querySelector(".panel__body");
  body.replaceChildren(
    ...[
      provision.document.sample ? el("p", { class: "banner banner--sample" }, "Văn bản mẫu: soạn để minh hoạ, không có giá trị pháp lý.") : null,
      el("p", { class: "panel__title" }, provision.document.title || provision.document.number),
      facts(provision),
      provision.words_note ? el("p", { class: "banner" }, provision.words_note) : null,
      article(provision, marked),
      lifeOf(citation.path, asOf, (chosen) => openOn(citation, chosen, from)),
      citation.note ? el("p", { class: "note" }, citation.note) : null,
      references(provision),
      picture(marked, provision),
      links(citation, provision, asOf),
    ].filter(Boolean),
  );
  body.querySelector("mark")?.scrollIntoView({ block: "start" });
}

function facts(provision) {
  const { document: head } = provision;
  const from = day(provision.version_from) || "chưa rõ";
  const to = provision.version_to ? ` đến trước ${day(provision.version_to)}` : "";
  const rows = [
    ["Số hiệu", head.number],
    ["Ban hành", [head.issuer, day(head.issued_on)].filter(Boolean).join(", ")],
    ["Hiệu lực từ", day(provision.in_force_from)],
    ["Hết hiệu lực từ", day(provision.expires_on)],
    ["Lời văn này", provision.version_from || to ? `từ ${from}${to}` : ""],
  ];
  const shown = rows.filter(([, value]) => value).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)));
  return el("dl", { class: "facts" }, ...shown);
}

function article(provision, marked) {
  const heading = [provision.label, provision.heading].filter(Boolean).join(". ");
  const above = provision.headings.length ? el("p", { class: "crumbs" }, provision.headings.join(" › ")) : null;
  return el("section", { class: "law" }, above, el("h3", {}, heading), ...lines(provision, marked));
}

/** The text line by line; rows of a table (`| a | b |`) that follow each other make one table. */
function lines({ text, units }, { start, end }) {
  const nodes = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const chars = [...line];
    const mark = { from: Math.max(start - at, 0), to: Math.min(end - at, chars.length) };
    if (/^\|.*\|$/.test(line.trim())) tableOf(nodes).append(row(chars, mark));
    else if (line.trim()) nodes.push(el("p", { class: `line line--${depth(at, chars.length, units)}` }, ...pieces(chars, 0, chars.length, mark)));
    at += chars.length + 1;
  }
  return nodes;
}

function tableOf(nodes) {
  if (!nodes.at(-1)?.matches(".scroll")) {
    nodes.push(el("div", { class: "scroll line", tabindex: "0", role: "group", "aria-label": "Bảng" }, el("table", { class: "cells" })));
  }
  return nodes.at(-1).firstChild;
}

function row(chars, mark) {
  const bars = chars.flatMap((char, n) => (char === "|" ? [n] : []));
  const cells = bars.slice(0, -1).map((bar, n) => el("td", {}, ...pieces(chars, bar + 1, bars[n + 1], mark)));
  return el("tr", {}, ...cells);
}

function depth(at, length, units) {
  const inside = units.filter((unit) => unit.start < at + length && unit.end > at);
  return inside.some((unit) => unit.kind === "diem") ? 2 : inside.length ? 1 : 0;
}

/** Characters `a` to `b` of a line, what lies in the quotation marked. Offsets count characters, not UTF-16 units. */
function pieces(chars, a, b, mark) {
  const text = (from, to) => chars.slice(from, to).join("");
  const from = Math.max(a, mark.from);
  const to = Math.min(b, mark.to);
  return from < to ? [text(a, from), el("mark", {}, text(from, to)), text(to, b)] : [text(a, b)];
}

/** What the article refers to and the library has, each as a link to its place. */
function references(provision) {
  if (!provision.references.length) return null;
  const items = provision.references.map((one) =>
    el("li", {}, el("a", { href: documentHref(one.path) }, one.words), one.title ? `: ${one.title}` : null),
  );
  return el("section", { class: "refs" }, el("h3", { class: "small" }, "Dẫn chiếu trong điều này"), el("ul", {}, ...items));
}

function picture(citation, provision) {
  const pages = citation.pages.length ? citation.pages.map((mark) => mark.page) : provision.pages;
  if (!pages.length) return null;
  const figures = pages.slice(0, 6).map((page) => {
    const alt = `Trang ${page} của ${provision.document.number}, đoạn trích được đánh dấu`;
    const image = el("img", { src: pictureUrl(citation, page), alt, loading: "lazy", class: "page", width: "1000", height: "1414" });
    image.addEventListener("error", () => whole.replaceWith(el("p", { class: "fine" }, "Không tải được ảnh trang này.")));
    const whole = el("a", { href: pictureUrl(citation, page), target: "_blank", rel: "noopener" }, image);
    return el("figure", {}, whole, el("figcaption", { class: "fine" }, `Trang ${page} của tệp PDF nguồn`));
  });
  return el("section", { class: "pages" }, el("h3", { class: "small" }, "Trên trang gốc"), ...figures);
}

function links(citation, provision, asOf) {
  const official = outside(provision.url);
  return el(
    "p",
    { class: "actions" },
    el("a", { class: "button", href: documentHref(citation.path, asOf) }, "Xem toàn văn"),
    official ? el("a", { class: "button button--quiet", href: official, target: "_blank", rel: "noopener noreferrer" }, "Nguồn chính thức") : null,
  );
}

panel?.addEventListener("close", () => {
  asked += 1;
  document.body.classList.remove("has-panel");
  opener?.focus();
});

panel?.addEventListener("click", (event) => {
  if (event.target === panel) panel.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel?.open) panel.close();
});
