// Who asks is remembered by this browser, unless the address of the page says it.
import { audience } from "./dom.js";

const KEY = "hocvu-audience";

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Choose what was chosen before, and remember what is chosen from here on. */
export function rememberWho() {
  const choices = document.getElementById("who");
  const before = choices.querySelector(`input[value="${CSS.escape(stored() ?? "")}"]`);
  if (before && !new URLSearchParams(location.search).has("audience")) before.checked = true;
  choices.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, audience());
    } catch {
      // A browser that keeps nothing asks as chosen for as long as the page is open.
    }
  });
}
