// Finding, filtering and sorting the cases; everything can be read without it.
const list = document.querySelector(".list");
const form = document.querySelector(".filters");
const cases = [...list.children];
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "d").toLowerCase();
const words = new Map(cases.map((one) => [one, folded(`${one.dataset.id} ${one.querySelector(".q").textContent}`)]));
const orders = {
  at: (one, other) => one.dataset.at - other.dataset.at,
  id: (one, other) => one.dataset.id.localeCompare(other.dataset.id, "en", { numeric: true }),
  ms: (one, other) => other.dataset.ms - one.dataset.ms || one.dataset.at - other.dataset.at,
};

function show() {
  const text = folded(form.text.value.trim());
  let shown = 0;
  for (const one of cases) {
    const fits = words.get(one).includes(text)
      && (!form.stage.value || one.dataset.stage.split(" ").includes(form.stage.value))
      && (!form.kind.value || one.dataset.kind === form.kind.value);
    one.hidden = !fits;
    shown += fits;
  }
  form.querySelector("[data-shown]").textContent = shown;
}

function open() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const inside = target && target.closest("details.case");
  if (!inside) return;
  inside.hidden = false;
  inside.open = true;
  inside.scrollIntoView();
  inside.querySelector("summary").focus({ preventScroll: true });
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", show);
form.sort.addEventListener("change", () => list.append(...[...cases].sort(orders[form.sort.value])));
addEventListener("hashchange", open);
show();
open();
