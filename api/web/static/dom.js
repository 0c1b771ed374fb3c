// The only way this page builds elements: text is always text, attributes are set by name.

/** Make an element. `props` are attributes; `children` are nodes or strings. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** Where the application is mounted behind a proxy; empty at the root. */
export const base = document.body.dataset.base || "";

const data = document.getElementById("words");
/** Labels by language and the tones of tags, as the server writes them. */
export const words = data ? JSON.parse(data.textContent) : { labels: {}, outcomeTones: {}, statusTones: {}, written: [] };

/** The labels around an answer, in its language. */
export const labels = (language) => words.labels[language] ?? words.labels.vi;

/** A form with its parts in braces filled. */
export const fill = (form, parts) => form.replaceAll(/\{(\w+)\}/g, (_, name) => parts[name]);

/** 2025-02-14 as 14/02/2025. */
export function day(iso) {
  const [year, month, date] = (iso || "").split("-");
  return date ? `${date}/${month}/${year}` : "";
}

/** With a capital letter in front. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const encode = (text) => text.split("/").map(encodeURIComponent).join("/");

const today = document.getElementById("as_of")?.dataset.today;

/** Who asks: citizen or official, as chosen beside the day. */
export const audience = () => document.querySelector("#who input:checked")?.value ?? "citizen";

const UNITS = { phan: "phần", chuong: "chương", muc: "mục", "tieu-muc": "tiểu mục", dieu: "Điều", khoan: "khoản", diem: "điểm", "phu-luc": "phụ lục", "van-ban-kem-theo": "văn bản kèm theo", doan: "đoạn" };
const ROMAN = ["phan", "chuong", "phu-luc"];

/** An address in words, the smallest unit first: "khoản 2 Điều 5, 05/2024/TT-X". */
export function inWords(path) {
  const [number, unit = ""] = path.split("#");
  const names = unit.split("/").at(-1).split(".").map((part) => {
    const kind = Object.keys(UNITS).filter((name) => part.startsWith(`${name}-`)).sort((a, b) => b.length - a.length)[0];
    const label = part.slice(kind ? kind.length + 1 : 0).split("~")[0];
    return kind ? `${UNITS[kind]} ${ROMAN.includes(kind) ? label.toUpperCase() : label}` : "";
  });
  return [names.filter(Boolean).reverse().join(" "), number].filter(Boolean).join(", ");
}

/** The page of a document, at the unit an address names, in the words of a day other than today. */
export function documentHref(path, asOf) {
  const [number, unit] = path.split("#");
  const on = asOf && asOf !== today ? `?as_of=${encodeURIComponent(asOf)}` : "";
  return `${base}/van-ban/${encode(number)}${on}${unit ? `#${encode(unit)}` : ""}`;
}

/** The page with the life of what stands at an address. */
export const lifeHref = (path, asOf) => `${base}/dien-bien?${new URLSearchParams({ path, as_of: asOf })}`;

/** The API's address of a provision. */
export const provisionUrl = (path, asOf) =>
  `${base}/v1/provisions/${encode(path)}?as_of=${encodeURIComponent(asOf)}`;

/** The picture of a page with a stretch of a provision marked. */
export function pictureUrl(citation, page) {
  const query = new URLSearchParams({ path: citation.article_path, start: citation.start, end: citation.end });
  return `${base}/v1/pages/${encode(citation.document)}/${page}.png?${query}`;
}

/** A link a browser may follow, or null. */
export function outside(url) {
  try {
    return url && ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

export const tag = (text, tone, extra = "") => el("span", { class: `tag tag--${tone || "quiet"} ${extra}`.trim() }, text);

const spoken = (node, language) => Object.assign(node, { lang: language });
export const statusTag = (status, say) => spoken(tag(say.statuses[status] ?? status, words.statusTones[status]), say.lang);
export const sampleTag = (say = labels("vi")) => Object.assign(spoken(tag(say.parts.sample, "sample"), say.lang), { title: say.parts.sample_told });
