// The life of an article inside the panel: the picture that its own page has.
import { el, lifeHref } from "./dom.js";
import { request } from "./stream.js";

/** A section that fills itself; `choose(day)` is called when a phase is picked. */
export function lifeOf(path, asOf, choose) {
  const page = el("a", { href: lifeHref(path, asOf) }, "Mở trang diễn biến hiệu lực");
  const section = el("section", { class: "panel__life" }, el("h3", { class: "small" }, "Diễn biến hiệu lực"), el("p", { class: "fine" }, page));
  drawn(page.href, choose).then(
    (life) => life && section.children[1].before(life),
    () => null,
  );
  return section;
}

/** The picture as the server drew it. The parser runs no script, and the server escaped every word. */
async function drawn(url, choose) {
  const response = await request(url, { headers: { Accept: "text/html" } });
  const whole = new DOMParser().parseFromString(await response.text(), "text/html");
  const life = document.importNode(whole.querySelector(".life"), true);
  for (const link of life.querySelectorAll("[data-day]")) {
    link.addEventListener("click", (event) => {
      if (!link.dataset.day || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      choose(link.dataset.day);
    });
  }
  return life;
}
